import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { createTemporaryFolder, removeTemporaryFolder } from "../temporary-folder.ts";
import { kubernetesAssets } from "./kubernetes-assets.ts";

afterEach(() => vi.unstubAllEnvs());

it("is undefined while the variable is unset or empty", () => {
  vi.stubEnv("KUBEBUILDER_ASSETS", undefined);
  expect(kubernetesAssets()).toBeUndefined();
  vi.stubEnv("KUBEBUILDER_ASSETS", "");
  expect(kubernetesAssets()).toBeUndefined();
});

it("refuses a folder that lacks a binary, rather than have tests skipped in silence", () => {
  const folder = createTemporaryFolder("podpass-assets-");
  onTestFinished(() => removeTemporaryFolder(folder));
  vi.stubEnv("KUBEBUILDER_ASSETS", folder);
  expect(kubernetesAssets).toThrow(/has no executable etcd/);
  for (const binary of ["etcd", "kube-apiserver"]) writeFileSync(join(folder, binary), "");
  chmodSync(join(folder, "etcd"), 0o755);
  expect(kubernetesAssets).toThrow(/has no executable kube-apiserver/);
  chmodSync(join(folder, "kube-apiserver"), 0o755);
  expect(kubernetesAssets()).toBe(folder);
});
