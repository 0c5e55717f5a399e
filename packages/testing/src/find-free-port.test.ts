import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { findFreePort, retryOnTakenPort } from "./find-free-port.ts";

it("finds a port that can be bound", async () => {
  const server = createServer().listen(await findFreePort(), "127.0.0.1");
  await once(server, "listening");
  server.close();
});

it("tries again only when a port was taken, and not forever", async () => {
  let attempts = 0;
  const fail = (message: string, upTo: number) => async () => {
    attempts += 1;
    if (attempts <= upTo) throw new Error(message);
    return attempts;
  };
  expect(await retryOnTakenPort(fail("bind: address already in use", 2))).toBe(3);
  attempts = 0;
  await expect(retryOnTakenPort(fail("Address already in use", 9))).rejects.toThrow("in use");
  expect(attempts).toBe(3);
  attempts = 0;
  await expect(retryOnTakenPort(fail("no such file", 9))).rejects.toThrow("no such file");
  expect(attempts).toBe(1);
});
