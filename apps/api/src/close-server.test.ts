import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import Fastify from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { closeServer } from "./close-server.ts";
import { silentConnections } from "./plugins/silent-connections.ts";

/** A server on loopback with one slow route, whose answer the test lets go. */
async function slowServer() {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const app = Fastify();
  await app.register(silentConnections);
  app.get("/slow", async () => {
    arrived.resolve();
    await released.promise;
    return "done";
  });
  app.post("/slow", async () => "never asked for");
  app.get("/quick", async () => "done");
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { app, url, arrived: arrived.promise, release: released.resolve };
}

describe("closing the server", () => {
  test("answers what it has begun and does not wait for the client to hang up", async () => {
    const { app, url, arrived, release } = await slowServer();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/slow`, { agent }, resolve).on("error", reject);
    });
    await arrived;
    const closed = closeServer(app, { drainTimeoutMs: 60_000 });
    release();
    expect(await text(await answer)).toBe("done");
    await closed;
  });

  test("serves who is still connected, tells them that it closes, and takes no new connection", async () => {
    const { app, url } = await slowServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const ask = (through: Agent) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get(`${url}/quick`, { agent: through }, resolve).on("error", reject);
      });
    expect(await text(await ask(agent))).toBe("done");
    const closed = closeServer(app, { lingerMs: 60_000 });
    await expect(ask(new Agent())).rejects.toMatchObject({ code: "ECONNREFUSED" });
    const answer = await ask(agent);
    expect(await text(answer)).toBe("done");
    expect(answer.headers.connection).toBe("close");
    await closed;
  });

  test("lets go of who is connected and asks for nothing more", async () => {
    const { app, url } = await slowServer();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await new Promise<void>((resolve) => {
      get(`${url}/quick`, { agent }, (answer) => answer.resume().once("end", resolve));
    });
    await closeServer(app, { drainTimeoutMs: 60_000, lingerMs: 10 });
  });

  test("waits for nobody who is connected and never asked for anything", async () => {
    const { app, url } = await slowServer();
    const connected = once(app.server, "connection");
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const ended = once(socket, "close");
    await connected;
    await closeServer(app, { drainTimeoutMs: 60_000, lingerMs: 10 });
    await ended;
  });

  test("cuts a request that never ends when the time is over", async () => {
    const { app, url } = await slowServer();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("error", () => {
      // Cut, as it should be.
    });
    const begun = once(app.server, "request");
    socket.write("POST /slow HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 10\r\n\r\n{");
    await begun;
    const cut = once(socket, "close");
    await closeServer(app, { drainTimeoutMs: 100, lingerMs: 0 });
    await cut;
  });
});
