import { LRUCache } from "lru-cache";

/** What a kept value hangs on. */
type Tag = `identity ${string}` | `project ${string}` | `data-key ${string}`;

type Change = { kind: "identity" | "project" | "data-key"; id: string } | { kind: "everything" };

/** Where changes are told; the database's feed. */
export interface Changes {
  /** Whether every change acknowledged before now was told. */
  isCurrent(): boolean;
  subscribe(listener: (change: Change) => void): void;
}

interface CacheOptions<Value> {
  /** How many values are kept, and how large they may be together; the least used goes first. */
  max: number;
  size?: { maxBytes: number; bytesOf(value: Value): number };
  /** What the value hangs on; null when it must not be kept. */
  tagsOf(value: Value): readonly Tag[] | null;
}

/** Values as they were read, kept until something they hang on changes. */
export interface ChangeCache<Value> {
  /**
   * The value of the key: the kept one when there is one that is usable, else what `load` reads now. A kept value is
   * given out only while the feed is current, so it is never older than the last acknowledged change.
   */
  read(key: string, load: () => Promise<Value | null>, isUsable?: (kept: Value) => boolean): Promise<Value | null>;
}

interface Entry<Value> {
  value: Value;
  tags: readonly Tag[];
}

export function createChangeCache<Value extends object>(
  changes: Changes,
  { max, size, tagsOf }: CacheOptions<Value>,
): ChangeCache<Value> {
  const keysByTag = new Map<Tag, Set<string>>();
  const entries = new LRUCache<string, Entry<Value>>({
    max,
    ...(size && { maxSize: size.maxBytes, sizeCalculation: ({ value }) => size.bytesOf(value) }),
    dispose: ({ tags }, key) => {
      for (const tag of tags) forget(tag, key);
    },
  });
  /** Of each read under way, what was changed since it began: it may or may not have seen that. */
  const missed = new Set<Change[]>();

  function forget(tag: Tag, key: string): void {
    const keys = keysByTag.get(tag);
    keys?.delete(key);
    if (keys?.size === 0) keysByTag.delete(tag);
  }

  function keep(key: string, entry: Entry<Value>): void {
    freeze(entry.value);
    entries.set(key, entry);
    // What is larger than everything may be together is not kept.
    if (!entries.has(key)) return;
    for (const tag of entry.tags) keysByTag.set(tag, (keysByTag.get(tag) ?? new Set()).add(key));
  }

  changes.subscribe((change) => {
    for (const list of missed) list.push(change);
    if (change.kind === "everything") entries.clear();
    else for (const key of [...(keysByTag.get(tagOf(change)) ?? [])]) entries.delete(key);
  });

  return {
    async read(key, load, isUsable = () => true) {
      const wasCurrent = changes.isCurrent();
      const kept = wasCurrent ? entries.get(key)?.value : undefined;
      if (kept && isUsable(kept)) return kept;
      const since: Change[] = [];
      missed.add(since);
      try {
        const value = await load();
        const tags = value && tagsOf(value);
        if (value && tags && wasCurrent && !since.some((change) => touches(change, tags))) keep(key, { value, tags });
        return value;
      } finally {
        missed.delete(since);
      }
    },
  };
}

function tagOf(change: Exclude<Change, { kind: "everything" }>): Tag {
  return `${change.kind} ${change.id}`;
}

function touches(change: Change, tags: readonly Tag[]): boolean {
  return change.kind === "everything" || tags.includes(tagOf(change));
}

/** One value serves many requests: whoever changes it would change it for all. Bytes cannot be frozen. */
function freeze(value: object): void {
  if (ArrayBuffer.isView(value)) return;
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) freeze(part);
  Object.freeze(value);
}
