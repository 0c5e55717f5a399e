import type pg from "pg";
import { CHANGES_CHANNEL, type ChangeFeed, type ChangeListener, parseChange } from "./changes.ts";

/**
 * The changes of an embedded database, which this process alone makes. They arrive with the answer to the statement that
 * committed them, before whoever sent it goes on: there is nothing to wait for.
 */
export function watchEmbeddedChanges(pool: pg.Pool): ChangeFeed {
  const listeners: ChangeListener[] = [];
  let listening: pg.PoolClient | undefined;
  const lose = (client: pg.PoolClient) => {
    if (listening !== client) return;
    listening = undefined;
    for (const listener of listeners) listener({ kind: "everything" });
  };
  // The session listens before the pool has it: see EmbeddedStream.
  pool.on("connect", (client) => {
    listening = client;
    client.on("notification", ({ channel, payload }) => {
      if (channel === CHANGES_CHANNEL) for (const listener of listeners) listener(parseChange(payload));
    });
    client.once("end", () => lose(client));
  });
  pool.on("remove", lose);
  return {
    isCurrent: () => listening !== undefined,
    subscribe: (listener) => listeners.push(listener),
    settle: async () => {},
  };
}
