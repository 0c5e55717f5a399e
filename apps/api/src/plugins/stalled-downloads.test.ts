import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { expect, test } from "vitest";
import { buildApp } from "../app.ts";
import { createLogger } from "../logger.ts";
import { Api } from "../testing/api.ts";

/** In place of the minute that the server waits. */
const IDLE_MS = 300;

test("a connection on which nothing moves ends, and what was read for it is let go", async () => {
  const database = await openDatabase({ kind: "memory" });
  await using api = await Api.open({ clock: new TestClock(), database });
  await using app = await buildApp(api.container, createLogger("silent"));
  expect(app.server.timeout).toBe(60_000);
  const parts = new Readable({
    read() {
      this.push(Buffer.alloc(64 * 1024, "x"));
    },
  });
  app.get("/endless", async (_request, reply) => reply.type("text/plain").send(parts));
  const url = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  app.server.timeout = IDLE_MS;
  const [accepted, letGo] = [once(app.server, "connection"), once(parts, "close")];
  const client = connect(Number(url.port), url.hostname);
  client.write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
  // Node's events say nothing of what they carry.
  const [server] = (await accepted) as [Socket];
  await once(client, "readable");
  await Promise.all([once(server, "close"), letGo]);
  client.destroy();
});
