import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PodpassClient, type PodpassError, type Secret } from "../index.ts";
import { FakePodpass } from "../testing/fake-podpass.ts";

const SCOPE = { projectId: "p", environment: "dev" };

describe("watching secrets", () => {
  let server: FakePodpass;
  let stop: AbortController;
  beforeEach(async () => {
    server = await FakePodpass.start();
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await server[Symbol.asyncDispose]();
  });

  const watch = ({ errors = [], pollMs = 20 }: { errors?: PodpassError[]; pollMs?: number } = {}) =>
    new PodpassClient({ url: server.url, login: { method: "token", accessToken: "t" }, retries: 0 }).watch({
      ...SCOPE,
      signal: stop.signal,
      pollMs,
      onError: (error) => errors.push(error),
    });
  const valueIn = ({ value }: IteratorResult<Secret[], void>) => value?.[0]?.value;

  test("asks a server that tells of no changes, and gives only what changed", async () => {
    const changes = watch();
    expect(valueIn(await changes.next())).toBe("postgres://db");
    const next = changes.next();
    await expect.poll(() => server.notModified).toBeGreaterThan(2);
    server.value = "changed";
    expect(valueIn(await next)).toBe("changed");
  });

  test("is told of a change where the server tells, without asking", async () => {
    server.tellsOfChanges = true;
    const changes = watch({ pollMs: 60_000 });
    await changes.next();
    const next = changes.next();
    await expect.poll(() => server.notModified).toBe(1);
    server.value = "changed";
    server.tell("secret:update");
    expect(valueIn(await next)).toBe("changed");
    expect(server.notModified).toBe(1);
  });

  test("listens again when the server ends the stream, and misses nothing meanwhile", async () => {
    server.tellsOfChanges = true;
    const changes = watch();
    await changes.next();
    const next = changes.next();
    await expect.poll(() => server.listeners).toBe(1);
    server.hangUp();
    server.value = "changed meanwhile";
    expect(valueIn(await next)).toBe("changed meanwhile");
    const later = changes.next();
    await expect.poll(() => server.listeners).toBe(1);
    server.value = "changed later";
    server.tell("secret:update");
    expect(valueIn(await later)).toBe("changed later");
  });

  test("waits for a server that is away, and tells of it", async () => {
    const errors: PodpassError[] = [];
    const changes = watch({ errors });
    await changes.next();
    const next = changes.next();
    server.isAway = true;
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    server.value = "back";
    server.isAway = false;
    expect(valueIn(await next)).toBe("back");
    expect(errors[0]?.name).toBe("UnavailableError");
  });

  test("ends with its signal, and leaves nothing open when its loop is left", async () => {
    server.tellsOfChanges = true;
    const changes = watch();
    await changes.next();
    const next = changes.next();
    await expect.poll(() => server.listeners).toBe(1);
    stop.abort();
    expect((await next).done).toBe(true);
    await expect.poll(() => server.listeners).toBe(0);
  });
});
