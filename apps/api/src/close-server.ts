import type { FastifyInstance } from "fastify";

/** Longer than a login waits for a cluster, shorter than orchestrators wait for a process. */
const DRAIN_TIMEOUT_MS = 15_000;

/**
 * Closes the server: what it has begun to answer is answered, within `drainTimeoutMs`. Then connections are cut: one
 * request that never ends would otherwise be waited for until the process is killed, with its database open.
 */
export async function closeServer(
  app: FastifyInstance,
  { drainTimeoutMs = DRAIN_TIMEOUT_MS }: { drainTimeoutMs?: number } = {},
): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), drainTimeoutMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
