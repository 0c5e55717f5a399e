import { Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** Longer than a login waits for a cluster, shorter than orchestrators wait for a process. */
const DRAIN_TIMEOUT_MS = 15_000;
/** For this long clients may still send on open connections; each answer tells them to connect elsewhere next time. */
const LINGER_MS = 1_000;

interface CloseOptions {
  drainTimeoutMs?: number;
  lingerMs?: number;
}

/**
 * Closes the server. New connections are refused at once; on open ones everything is still answered, with
 * `Connection: close`. After `lingerMs` idle connections end, including those that never sent a request. Not sooner: a
 * request on its way would be lost with its connection (RFC 9112 section 9.5). What has begun by then is answered within
 * `drainTimeoutMs`. Then connections are cut: one request that never ends would otherwise be waited for until the process
 * is killed, with its database open.
 */
export async function closeServer(
  app: FastifyInstance,
  { drainTimeoutMs = DRAIN_TIMEOUT_MS, lingerMs = LINGER_MS }: CloseOptions = {},
): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), drainTimeoutMs);
  try {
    app.server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
    await stopListening(app, lingerMs);
    app.endSilentConnections();
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

/** Resolves when nobody is connected any more, at the latest after `lingerMs`. */
async function stopListening({ server }: FastifyInstance, lingerMs: number): Promise<void> {
  if (!server.listening) return;
  const isOver = new AbortController();
  // Not the method of HTTP servers, which ends idle connections as well.
  Server.prototype.close.call(server, () => isOver.abort());
  await delay(lingerMs, undefined, { signal: isOver.signal }).catch(() => {});
}
