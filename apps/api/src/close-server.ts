import { Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** Longer than a login waits for a cluster, shorter than orchestrators wait for a process. */
const DRAIN_TIMEOUT_MS = 15_000;
/** So long whoever is connected may still send, and is told with the answer to connect elsewhere. */
const LINGER_MS = 1_000;

interface CloseOptions {
  drainTimeoutMs?: number;
  lingerMs?: number;
}

/**
 * Closes the server. New connections are refused at once. On those that are open everything is still answered, with
 * `Connection: close`; after `lingerMs`, the idle ones end, those that never asked for anything among them: a request that is on its way just then would be lost with
 * its connection (RFC 9112, 9.5), so nobody's is ended before they had time to hear of it. What has begun by then is
 * answered within `drainTimeoutMs`. Then connections are cut: one request that never ends would otherwise be waited for
 * until the process is killed, with its database open.
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
