import type pg from "pg";
import { ChangeListeners } from "./change-listeners.ts";
import type { ChangeFeed } from "./changes.ts";

/**
 * The changes of an embedded database, which this process alone makes. They arrive with the answer to the statement that
 * committed them, before whoever sent it goes on: there is nothing to wait for.
 */
export function watchEmbeddedChanges(pool: pg.Pool): ChangeFeed {
  const listeners = new ChangeListeners();
  let listening: pg.PoolClient | undefined;
  const lose = (client: pg.PoolClient) => {
    if (listening !== client) return;
    listening = undefined;
    listeners.lose();
  };
  // The session listens before the pool has it: see EmbeddedStream.
  pool.on("connect", (client) => {
    listening = client;
    client.on("notification", ({ channel, payload }) => listeners.tell(channel, payload));
    client.once("end", () => lose(client));
  });
  pool.on("remove", lose);
  return {
    isCurrent: () => listening !== undefined,
    subscribe: (listener) => listeners.add(listener),
    subscribeToAudit: (listener) => listeners.addToAudit(listener),
    settle: async () => {},
  };
}
