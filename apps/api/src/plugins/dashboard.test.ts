import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboard } from "./dashboard.ts";
import { errors } from "./errors.ts";

const PAGE = "<!doctype html><title>Podpass</title>";

describe("the built dashboard", () => {
  let folder: string;
  let app: FastifyInstance;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "podpass-dashboard-"));
    await mkdir(join(folder, "dist", "assets"), { recursive: true });
    await writeFile(join(folder, "dist", "index.html"), PAGE);
    await writeFile(join(folder, "dist", "assets", "index-abc123.js"), "1");
    await writeFile(join(folder, "dist", "assets", "index-abc123.js.gz"), gzipSync("1"));
    await writeFile(join(folder, "secret.txt"), "secret");
    app = Fastify();
    await app.register(errors);
    await app.register(dashboard, { folder: join(folder, "dist") });
    await app.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  test.each(["/", "/setup", "/access-control/identities/1?tab=authentication", "/projects/a.b-c/secrets"])(
    "answers its page at %s, never from a cache unasked",
    async (url) => {
      const response = await app.inject(url);
      expect(response).toMatchObject({ statusCode: 200, body: PAGE });
      expect(response.headers["cache-control"]).toBe("no-cache");
      expect(response.headers["content-type"]).toMatch(/^text\/html/);
    },
  );

  test("lets what has a hash in its name be kept for good", async () => {
    const response = await app.inject("/assets/index-abc123.js");
    expect(response).toMatchObject({ statusCode: 200, body: "1" });
    expect(response.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  test("sends a file's compressed twin to who takes it, and keeps the two apart in caches", async () => {
    const response = await app.inject({ url: "/assets/index-abc123.js", headers: { "accept-encoding": "gzip" } });
    expect(response.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-type": expect.stringContaining("javascript"),
      "cache-control": "public, max-age=31536000, immutable",
      vary: expect.stringMatching(/accept-encoding/i),
    });
    expect(gunzipSync(response.rawPayload).toString()).toBe("1");
  });

  test.each(["/assets/gone-abc123.js", "/favicon.png", "/api/nope", "/api"])(
    "does not answer its page for %s, which is none",
    async (url) => {
      const response = await app.inject(url);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({ error: "NotFound" });
    },
  );

  test.each(["//[", "//a:b", "//x:99999/"])("takes %s, which no URL can be made of, for a page", async (url) => {
    // Over a socket: inject would make a URL of it first.
    // A server that listens on a port has an address of that kind.
    const { port } = app.server.address() as AddressInfo;
    const [response] = await once(get({ host: "127.0.0.1", port, path: url, agent: false }), "response");
    expect(response.resume().statusCode).toBe(200);
  });

  test.each(["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/assets/%00"])(
    "gives nothing from outside its folder: %s",
    async (url) => {
      expect((await app.inject(url)).body).not.toBe("secret");
    },
  );

  test("is not needed: without it the API serves alone", async () => {
    const bare = Fastify();
    await bare.register(errors);
    await bare.register(dashboard, { folder: join(folder, "nothing") });
    expect((await bare.inject("/")).statusCode).toBe(404);
    await bare.close();
  });
});
