import { describe, expect, it } from "vitest";
import {
  isDone,
  missingBefore,
  SETUP_STEPS,
  type SetupProgress,
  type SetupStep,
} from "#features/guided-setup/lib/setup-steps.ts";

const NOTHING: SetupProgress = { hasIdentity: false, hasKubernetesAuth: false, isInProject: false, hasLoggedIn: false };
const ALL: SetupProgress = { hasIdentity: true, hasKubernetesAuth: true, isInProject: true, hasLoggedIn: true };

describe("missingBefore", () => {
  it.each<[SetupStep, Partial<SetupProgress>, SetupStep | null]>([
    ["reviewer", {}, null],
    ["identity", {}, null],
    ["kubernetes-auth", {}, "identity"],
    ["kubernetes-auth", { hasIdentity: true }, null],
    ["project", {}, "identity"],
    ["project", { hasIdentity: true }, null],
    ["code", { hasIdentity: true, hasKubernetesAuth: true }, "project"],
    ["code", { hasIdentity: true, isInProject: true }, null],
    ["first-login", { hasIdentity: true, isInProject: true }, "kubernetes-auth"],
    ["first-login", { hasIdentity: true, hasKubernetesAuth: true }, null],
  ])("before %s with %j: %s", (step, progress, missing) => {
    expect(missingBefore(step, { ...NOTHING, ...progress })).toBe(missing);
  });
});

describe("isDone", () => {
  it("counts what the server has, wherever the person stands", () => {
    expect(SETUP_STEPS.filter((step) => isDone(step, "reviewer", NOTHING))).toEqual([]);
    expect(SETUP_STEPS.filter((step) => isDone(step, "reviewer", ALL))).toEqual([...SETUP_STEPS]);
    expect(SETUP_STEPS.filter((step) => isDone(step, "project", { ...NOTHING, hasIdentity: true }))).toEqual([
      "reviewer",
      "identity",
    ]);
  });
});
