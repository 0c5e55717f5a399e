import { FurnishedPodpass } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LoginMethod, PodpassClient, type Secret, systemClock } from "./index.ts";

describe("the client and a real server", () => {
  let podpass: FurnishedPodpass;
  let scope: { projectId: string; environment: string };
  beforeAll(async () => {
    podpass = await FurnishedPodpass.start({ role: "member" });
    scope = { projectId: podpass.projectId, environment: "dev" };
  });
  afterAll(() => podpass?.[Symbol.asyncDispose]());

  const open = (login?: LoginMethod) => {
    const { url, identityId, tokenPath } = podpass;
    return new PodpassClient({ url, login: login ?? { method: "kubernetes", identityId, tokenPath } });
  };

  test("logs in as a pod and with Universal Auth, and ends its token", async () => {
    const { clientId, clientSecret } = podpass;
    for (const client of [open(), open({ method: "universal", clientId, clientSecret })]) {
      const { accessToken } = await client.accessToken();
      const holder = open({ method: "token", accessToken });
      await holder.secrets.list(scope);
      await client.revoke();
      await expect(holder.secrets.list(scope)).rejects.toMatchObject({ name: "UnauthenticatedError" });
    }
  });

  test("creates, reads, changes, lists and deletes secrets", async () => {
    const { secrets } = open();
    const made = await secrets.create(scope, "API KEY?", { value: "one", comment: "note" });
    expect(made).toMatchObject({ key: "API KEY?", value: "one", comment: "note", version: 1, path: "/" });
    await secrets.update(scope, "API KEY?", { value: "two", newKey: "KEY" });
    expect(await secrets.get(scope, "KEY")).toMatchObject({ id: made.id, value: "two", version: 2 });
    expect(await secrets.get(scope, "KEY", { version: 1 })).toMatchObject({ value: "one" });
    const bySlug = { projectSlug: "shop", environment: "dev", path: "/", isRecursive: true };
    expect(await secrets.list(bySlug)).toMatchObject([{ key: "KEY", value: "two", createdAt: expect.any(Date) }]);
    await secrets.delete(scope, "KEY");
    await expect(secrets.get(scope, "KEY")).rejects.toMatchObject({ name: "NotFoundError", status: 404 });
    expect(await secrets.list(scope)).toEqual([]);
  });

  test("tells what is wrong in errors of a kind", async () => {
    const { secrets } = open();
    await secrets.create(scope, "TAKEN", { value: "v" });
    await expect(secrets.create(scope, "TAKEN", { value: "v" })).rejects.toMatchObject({
      name: "InvalidRequestError",
      message: "Secret already exists",
      requestId: expect.stringMatching(/^req-/),
    });
    await expect(secrets.list({ ...scope, environment: "none" })).rejects.toMatchObject({ name: "NotFoundError" });
    await expect(secrets.list({ ...scope, environment: "x".repeat(65) })).rejects.toMatchObject({
      details: [{ path: "environment", message: expect.any(String) }],
    });
    const identityId = crypto.randomUUID();
    const stranger = open({ method: "kubernetes", identityId, tokenPath: podpass.tokenPath });
    await expect(stranger.secrets.list(scope)).rejects.toMatchObject({ message: "Login refused" });
    await secrets.delete(scope, "TAKEN");
  });

  test("gives imports after the folder's own secrets", async () => {
    await podpass.setSecret("SHARED", "from prod", { environment: "prod" });
    await podpass.setSecret("OWN", "from prod", { environment: "prod" });
    await podpass.setSecret("OWN", "from staging", { environment: "staging" });
    await podpass.send("POST", "/api/v2/secret-imports", {
      projectId: podpass.projectId,
      environment: "staging",
      import: { environment: "prod", path: "/" },
    });
    const secrets = await open().secrets.list({ ...scope, environment: "staging" });
    expect(secrets.map(({ key, value }) => `${key}: ${value}`)).toEqual(["OWN: from staging", "SHARED: from prod"]);
  });

  test("puts secrets into the environment, and leaves there what is set", async () => {
    const env = { MODE: "given", PATH: "/bin" };
    await podpass.setSecret("MODE", "fast");
    await podpass.setSecret("DB_URL", "postgres://db");
    expect(await open().attachToProcessEnv(scope, { env })).toEqual(["DB_URL"]);
    expect(env).toEqual({ MODE: "given", PATH: "/bin", DB_URL: "postgres://db" });
    await open().attachToProcessEnv(scope, { env, isOverriding: true });
    expect(env.MODE).toBe("fast");
  });

  test("gives changed secrets within two seconds, and nothing while nothing changes", async () => {
    const stop = new AbortController();
    const changes = open().watch({ ...scope, signal: stop.signal });
    const valueIn = (result: IteratorResult<Secret[], void>) => result.value?.find(({ key }) => key === "MODE")?.value;
    expect(valueIn(await changes.next())).toBe("fast");
    for (const value of ["slow", "slower"]) {
      const next = changes.next();
      await podpass.setSecret("MODE", value);
      const changedAtMs = performance.now();
      expect(valueIn(await next)).toBe(value);
      expect(performance.now() - changedAtMs).toBeLessThan(2000);
    }
    const quiet = changes.next();
    expect(await Promise.race([quiet, systemClock.sleep(1500).then(() => "nothing")])).toBe("nothing");
    stop.abort();
    expect((await quiet).done).toBe(true);
  });

  test("trusts the CA it is given, and no other server", async () => {
    const { url, caCertificate } = podpass.cluster;
    const login = { method: "token", accessToken: "t" } as const;
    const trusting = new PodpassClient({ url, login, caCertificate, retries: 0 });
    // No Podpass, but a server whose certificate leads to that CA: it answers.
    await expect(trusting.secrets.list(scope)).rejects.toMatchObject({ status: expect.toSatisfy((at) => at >= 400) });
    const strict = new PodpassClient({ url, login, retries: 0 });
    await expect(strict.secrets.list(scope)).rejects.toMatchObject({ status: 0, name: "UnavailableError" });
  });

  test("is refused at once where it may watch nothing", async () => {
    const changes = open().watch({ ...scope, environment: "none" });
    await expect(changes.next()).rejects.toMatchObject({ name: "NotFoundError" });
  });
});
