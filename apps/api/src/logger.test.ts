import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { createLogger } from "./logger.ts";

test("a request that cannot be parsed is logged without what it held, at level trace", async () => {
  const log = new PassThrough();
  const app = Fastify({ loggerInstance: createLogger("trace", log) });
  await app.listen({ host: "127.0.0.1", port: 0 });
  // A server that listens on a port has an address of that kind.
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: a\r\nauthorization: Bearer sesame\r\nbad\u0001: x\r\n\r\n");
  socket.resume();
  await once(socket, "close");
  await app.close();
  log.end();
  const written = await text(log);
  expect(written).toContain("client error");
  expect(written).not.toContain("sesame");
  expect(written).not.toContain(Buffer.from("sesame").join(","));
});
