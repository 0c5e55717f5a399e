import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PodpassClient, UnauthenticatedError, UnavailableError } from "./index.ts";
import { FakePodpass } from "./testing/fake-podpass.ts";
import { SleepingClock } from "./testing/test-clock.ts";

const LOGIN = "POST /api/v1/auth/kubernetes-auth/login";
const RENEW = "POST /api/v1/auth/token/renew";
const READ = "GET /api/v4/secrets";
const SCOPE = { projectId: "p", environment: "dev" };

describe("a session", () => {
  let server: FakePodpass;
  let clock: SleepingClock;
  let folder: string;
  let tokenPath: string;
  let client: PodpassClient;
  beforeEach(async () => {
    server = await FakePodpass.start();
    clock = new SleepingClock();
    folder = await mkdtemp(join(tmpdir(), "podpass-sdk-"));
    tokenPath = join(folder, "token");
    await writeFile(tokenPath, "first.jwt\n");
    client = open({ random: () => 0 });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const open = ({ random }: { random: () => number }) =>
    new PodpassClient({ url: server.url, login: { method: "kubernetes", identityId: "i", tokenPath }, clock, random });
  const advance = (seconds: number) => {
    clock.nowMs += seconds * 1000;
  };

  test("logs in once, when it is first needed, however many need it at once", async () => {
    expect(server.paths).toEqual([]);
    await Promise.all(Array.from({ length: 20 }, () => client.secrets.list(SCOPE)));
    expect(server.paths.filter((path) => path === LOGIN)).toHaveLength(1);
    expect(server.received[0]?.body).toEqual({ identityId: "i", jwt: "first.jwt" });
  });

  test("renews before its token expires, once for all who ask", async () => {
    await client.secrets.list(SCOPE);
    advance(3600 * 0.65 - 1);
    await client.secrets.list(SCOPE);
    expect(server.paths).toEqual([LOGIN, READ, READ]);
    advance(1);
    await Promise.all([client.secrets.list(SCOPE), client.secrets.list(SCOPE)]);
    expect(server.paths.slice(3)).toEqual([RENEW, READ, READ]);
    expect(server.received.at(-1)?.token).toBe("token-2");
  });

  test("renews a fleet's tokens at different moments", async () => {
    const moments = [];
    for (const random of [0, 0.5, 0.999]) {
      const { renewAtMs } = await open({ random: () => random }).accessToken();
      moments.push(Math.round((renewAtMs - clock.nowMs) / 36_000));
    }
    expect(moments).toEqual([65, 75, 85]);
  });

  test("reads the mounted token anew each time it logs in", async () => {
    await client.accessToken();
    await writeFile(tokenPath, "second.jwt");
    advance(3600);
    await client.accessToken();
    expect(server.paths).toEqual([LOGIN, LOGIN]);
    expect(server.received[1]?.body.jwt).toBe("second.jwt");
  });

  test("logs in anew when no renewal helps any more", async () => {
    server.accessTokenMaxTTL = 3600;
    await client.accessToken();
    advance(3000);
    await client.accessToken();
    expect(server.paths).toEqual([LOGIN, LOGIN]);
  });

  test("logs in anew when the renewal is refused", async () => {
    await client.accessToken();
    advance(3000);
    server.faults.push({ kind: "status", status: 401 });
    expect((await client.accessToken()).accessToken).toBe("token-2");
    expect(server.paths).toEqual([LOGIN, RENEW, LOGIN]);
  });

  test("goes on with its token while it cannot be renewed, and until it expires", async () => {
    await client.accessToken();
    advance(3000);
    server.faults.push({ kind: "close" });
    expect((await client.accessToken()).accessToken).toBe("token-1");
    advance(5);
    expect((await client.accessToken()).accessToken).toBe("token-2");
  });

  test("goes on with its token while it cannot log in anew, too", async () => {
    server.accessTokenMaxTTL = 3600;
    await client.accessToken();
    advance(3000);
    server.faults.push({ kind: "close" });
    expect((await client.accessToken()).accessToken).toBe("token-1");
    expect(server.paths).toEqual([LOGIN, LOGIN]);
  });

  test("logs in anew when its token is no longer taken, and says so when that does not help", async () => {
    await client.accessToken();
    server.ended.add("token-1");
    await client.secrets.list(SCOPE);
    expect(server.paths).toEqual([LOGIN, READ, LOGIN, READ]);
    for (const token of ["token-2", "token-3"]) server.ended.add(token);
    await expect(client.secrets.list(SCOPE)).rejects.toThrow(UnauthenticatedError);
    expect(server.paths.slice(4)).toEqual([READ, LOGIN, READ]);
  });

  test("replaces a token once for all whom it fails at once", async () => {
    await client.accessToken();
    server.ended.add("token-1");
    await Promise.all(Array.from({ length: 10 }, () => client.secrets.list(SCOPE)));
    expect(server.paths.filter((path) => path === LOGIN)).toHaveLength(2);
  });

  test("tells of a refused login without what it logged in with", async () => {
    server.faults.push({ kind: "status", status: 401, body: { message: "Login refused", reqId: "req-9" } });
    const error = await client.secrets.list(SCOPE).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UnauthenticatedError", message: "Login refused", requestId: "req-9" });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("first.jwt");
  });

  test("says where it looked when there is no mounted token", async () => {
    await rm(tokenPath);
    await expect(client.accessToken()).rejects.toThrow(tokenPath);
  });

  test("ends its token when asked, and logs in again when used again", async () => {
    await client.accessToken();
    await client.revoke();
    await client.revoke();
    expect(server.received.at(-1)).toMatchObject({
      path: "/api/v1/auth/token/revoke",
      body: { accessToken: "token-1" },
    });
    await client.secrets.list(SCOPE);
    expect(server.paths.slice(2)).toEqual([LOGIN, READ]);
  });

  test("uses a token it was given until that is refused", async () => {
    const login = { method: "token", accessToken: "given" } as const;
    const holder = new PodpassClient({ url: server.url, login, clock });
    await holder.secrets.list(SCOPE);
    expect(server.received.map(({ token }) => token)).toEqual(["given"]);
    server.ended.add("given");
    await expect(holder.secrets.list(SCOPE)).rejects.toThrow("no way to log in again");
  });

  test("logs in with Universal Auth", async () => {
    const login = { method: "universal", clientId: "c", clientSecret: "s" } as const;
    await new PodpassClient({ url: server.url, login, clock }).accessToken();
    expect(server.received[0]).toMatchObject({
      path: "/api/v1/auth/universal-auth/login",
      body: { clientId: "c", clientSecret: "s" },
    });
  });

  test("does not take another server's answer for a login", async () => {
    server.faults.push({ kind: "status", status: 200, body: { hello: "world" } });
    await expect(client.accessToken()).rejects.toThrow(UnavailableError);
  });
});
