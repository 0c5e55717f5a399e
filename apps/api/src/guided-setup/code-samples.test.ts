import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type CodeLanguage, codeSample, PodpassUrl } from "@podpass/contracts";
import { openDatabase } from "@podpass/prisma";
import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";

const run = promisify(execFile);
const POD = { namespace: "shop", name: "web" };

interface Runner {
  language: CodeLanguage;
  command: string;
  args: string[];
}

const RUNNERS: Runner[] = [
  { language: "curl", command: "sh", args: [] },
  { language: "node", command: process.execPath, args: [] },
  { language: "python", command: "python3", args: [] },
  { language: "go", command: "go", args: ["run"] },
];

function isOnThisMachine(command: string): boolean {
  const folders = command.includes("/") ? [""] : (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

describe("the guided setup's code", () => {
  const api = testApi(async () => ({
    database: await openDatabase({ kind: "memory" }),
    clock: new TestClock(new Date()),
  }));
  let cluster: FakeKubernetesApi;
  let folder: string;
  let place: { url: string; identityId: string; projectId: string; environment: string; tokenPath: string };

  beforeAll(async () => {
    cluster = await FakeKubernetesApi.start();
    cluster.createServiceAccount(POD);
    cluster.grantAuthDelegator(POD);
    folder = await mkdtemp(join(tmpdir(), "podpass-code-"));
    const tokenPath = join(folder, "token");
    await writeFile(tokenPath, `${cluster.issueToken(POD)}\n`);
    const { id: projectId } = await api().createProject();
    await api().admin("POST", "/api/v4/secrets/DB_URL", {
      body: { projectId, environment: "dev", secretValue: "db://" },
    });
    const identityId = await api().createIdentity();
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
      body: { kubernetesHost: cluster.url, caCert: cluster.caCertificate, allowedNames: POD.name },
    });
    const role = { role: "viewer" };
    await api().admin("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, { body: role });
    await api().app.listen({ host: "127.0.0.1", port: 0 });
    // Listening on an address and not on a pipe.
    const { port } = api().app.server.address() as AddressInfo;
    place = { url: PodpassUrl.parse(`http://127.0.0.1:${port}`), identityId, projectId, environment: "dev", tokenPath };
  });
  afterAll(async () => {
    await cluster.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { language, command, args } of RUNNERS) {
    const isThere = isOnThisMachine(command) && (language !== "curl" || isOnThisMachine("curl"));
    test.skipIf(!isThere)(`logs in and reads the secrets, in ${language}`, async () => {
      const [file] = codeSample(language, place);
      const path = join(folder, file?.fileName ?? "");
      await writeFile(path, file?.text ?? "");
      const { stdout } = await run(command, [...args, path], { timeout: 60_000 });
      expect(stdout).toContain("DB_URL");
    });

    test.skipIf(!isThere)(`fails aloud when it is refused, in ${language}`, async () => {
      const tokenPath = join(folder, "refused");
      await writeFile(tokenPath, "not.a.jwt");
      const [file] = codeSample(language, { ...place, tokenPath });
      const path = join(folder, `refused-${file?.fileName}`);
      await writeFile(path, file?.text ?? "");
      await expect(run(command, [...args, path], { timeout: 60_000 })).rejects.toThrow(/401/);
    });
  }
});
