import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/**
 * A loopback TCP port that was free a moment ago. Another process may take it first, so a caller must notice when its
 * server cannot bind and try again. Servers of our own bind port 0 instead.
 */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server's address is never a pipe name or null.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Runs `start` again, at most three times in all, while it fails because a port it chose was taken. */
export async function retryOnTakenPort<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      const isTaken = error instanceof Error && /address already in use/i.test(error.message);
      if (!isTaken || attempt === 3) throw error;
    }
  }
}
