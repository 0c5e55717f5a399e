import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOwnCluster } from "./own-cluster.ts";

const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";
const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

describe("createOwnCluster", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podpass-own-"));
    await mount("token", `${JWT}\n`);
    await mount("ca.crt", `${PEM}\n`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const mount = (name: string, text: string) => writeFile(join(folder, name), text);
  const read = (place: { host?: string | null; port?: number } = {}) =>
    createOwnCluster({ host: "10.96.0.1", port: 443, folder, ...place }).read();

  it("says what is mounted, and where the cluster is", async () => {
    expect(await read()).toEqual({
      ok: true,
      kubernetesHost: "https://10.96.0.1",
      caCertificate: PEM,
      reviewerJwt: JWT,
    });
    expect(await read({ host: "fd00::1", port: 6443 })).toMatchObject({ kubernetesHost: "https://[fd00::1]:6443" });
  });

  it("reads what stands there now, behind the links the kubelet turns over", async () => {
    const cluster = createOwnCluster({ host: "10.96.0.1", port: 443, folder });
    const NEXT = JWT.replace("c2ln", "bmV3");
    await cluster.read();
    await mkdir(join(folder, "..2026"));
    await writeFile(join(folder, "..2026", "token"), NEXT);
    await rm(join(folder, "token"));
    await symlink("..2026/token", join(folder, "token"));
    expect(await cluster.read()).toMatchObject({ ok: true, reviewerJwt: NEXT });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["no token", () => rm(join(folder, "token")), "/token does not exist"],
    ["no CA", () => rm(join(folder, "ca.crt")), "/ca.crt does not exist"],
    ["an empty token", () => mount("token", "\n"), "/token: the JWT is empty"],
    ["a token that is none", () => mount("token", "junk"), "/token: the JWT is not three base64url segments"],
    ["a CA that would mean the system's roots", () => mount("ca.crt", ""), "/ca.crt holds no certificate"],
    ["a CA without end", () => mount("ca.crt", "x".repeat(70_000)), "/ca.crt is larger than 64 KB"],
    [
      "a folder for a token",
      async () => {
        await rm(join(folder, "token"));
        await mkdir(join(folder, "token"));
      },
      "/token cannot be read (EISDIR)",
    ],
  ])("fails closed with %s, and says exactly why", async (_what, change, reason) => {
    await change();
    expect(await read()).toEqual({ ok: false, reason: `${folder}${reason}` });
  });

  it("knows no cluster outside of one, whatever is mounted", async () => {
    expect(await read({ host: null })).toEqual({
      ok: false,
      reason: "KUBERNETES_SERVICE_HOST is not set: Podpass runs in no cluster",
    });
    expect(await read({ host: "not a host" })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/HOST: Must/),
    });
  });
});
