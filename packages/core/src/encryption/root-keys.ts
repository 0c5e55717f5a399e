import type { RootKey } from "./root-key.ts";

/** The root keys a server has: the one that wraps, and those that still open what they wrapped before it. */
export interface RootKeys {
  readonly current: RootKey;
  find(id: string): RootKey | undefined;
  /** From now on `next` wraps; the one before it still opens. */
  replaceBy(next: RootKey): void;
}

export function createRootKeys(current: RootKey, accepted: readonly RootKey[] = []): RootKeys {
  const keys = new Map([...accepted, current].map((rootKey) => [rootKey.id, rootKey]));
  let wrapping = current;
  return {
    get current() {
      return wrapping;
    },
    find: (id) => keys.get(id),
    replaceBy(next) {
      keys.set(next.id, next);
      wrapping = next;
    },
  };
}
