import { once } from "node:events";
import { connect, type Socket } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { answersOnTheirWay } from "./answers-on-their-way.ts";
import { errors } from "./errors.ts";

const MIB = 1024 * 1024;
/** More than sockets of this machine hold between a server and a client that does not read. */
const LARGE = Buffer.alloc(32 * MIB, "x");

describe("a large answer", () => {
  let app: FastifyInstance;
  let port: number;
  async function build(addRoutes: (app: FastifyInstance) => void = () => {}): Promise<FastifyInstance> {
    const app = Fastify();
    await app.register(errors);
    await app.register(answersOnTheirWay, { maxBytes: LARGE.length + 4 * MIB });
    app.get("/large", async (_request, reply) => reply.type("text/plain").send(LARGE));
    app.get("/4-mib", async (_request, reply) => reply.type("text/plain").send("x".repeat(4 * MIB)));
    app.get("/5-mib", async (_request, reply) => reply.type("text/plain").send("ü".repeat(2.5 * MIB)));
    app.get("/small", async () => "small");
    addRoutes(app);
    port = Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
    onTestFinished(async () => {
      app.server.closeAllConnections();
      await app.close();
    });
    return app;
  }

  const get = async (url: string) => (await app.inject(url)).statusCode;

  /** Asks over a connection of its own; both ends of it. */
  async function ask(path: string): Promise<{ client: Socket; server: Socket }> {
    const [accepted, asked] = [once(app.server, "connection"), once(app.server, "request")];
    const client = connect(port, "127.0.0.1");
    client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    // Node's events say nothing of what they carry.
    const [server] = (await accepted) as [Socket];
    await asked;
    return { client, server };
  }

  /** However it ends: what a client has not read by then is an error for the server. */
  const isClosed = (socket: Socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()));

  test("that nobody takes leaves room for others, and not for any number of them", async () => {
    app = await build();
    const { client, server } = await ask("/large");
    await once(client, "readable");
    expect(await get("/4-mib")).toBe(200);
    const refused = await app.inject("/5-mib");
    expect(refused.statusCode).toBe(503);
    expect(refused.headers["retry-after"]).toBe("5");
    expect(refused.json()).toMatchObject({ statusCode: 503, error: "ServiceUnavailable" });
    expect(await get("/small")).toBe(200);
    client.destroy();
    await isClosed(server);
    expect(await get("/5-mib")).toBe(200);
  });

  test("that was made for somebody who had left by then takes no room", async () => {
    const { promise: isMade, resolve: make } = Promise.withResolvers<void>();
    const { promise: isSent, resolve: send } = Promise.withResolvers<void>();
    const onSend = async () => send();
    app = await build((late) => {
      late.get("/late", { onSend }, async (_request, reply) => {
        await isMade;
        return reply.type("text/plain").send(LARGE);
      });
    });
    const { client, server } = await ask("/late");
    client.destroy();
    await isClosed(server);
    make();
    await isSent;
    expect(await get("/5-mib")).toBe(200);
  });

  test("that was taken leaves room for the next", async () => {
    app = await build();
    for (let times = 0; times < 3; times += 1) {
      const response = await fetch(`http://127.0.0.1:${port}/large`);
      expect((await response.arrayBuffer()).byteLength).toBe(LARGE.length);
    }
    expect([await get("/large"), await get("/large")]).toEqual([200, 200]);
  });
});
