import { setImmediate as nextTurn } from "node:timers/promises";

/** Looks something up by key; what it answers was read after it was asked. */
export type SharedLook<Found> = (key: string, look: () => Promise<Found>) => Promise<Found>;

/**
 * One look serves all who ask for the same in one turn of the event loop: an event is told to hundreds of subscribers at
 * once, many with one token. It begins after the last of them has asked, so that nobody is answered what was before.
 */
export function createSharedLook<Found>(): SharedLook<Found> {
  const asked = new Map<string, Promise<Found>>();
  return (key, look) => {
    const begun = asked.get(key);
    if (begun) return begun;
    const shared = nextTurn().then(() => {
      asked.delete(key);
      return look();
    });
    asked.set(key, shared);
    return shared;
  };
}
