import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Changes, createChangeCache } from "./change-cache.ts";

type Change = Parameters<Parameters<Changes["subscribe"]>[0]>[0];

/** A feed that tells what a test says, when it says so. */
function createFeed() {
  const listeners: ((change: Change) => void)[] = [];
  const feed = {
    isListening: true,
    isCurrent: () => feed.isListening,
    subscribe: (listener: (change: Change) => void) => void listeners.push(listener),
    tell: (change: Change) => {
      for (const listener of listeners) listener(change);
    },
  };
  return feed;
}

interface Row {
  owner: string;
  version: number;
}

const openCache = (feed: Changes, max = 100) =>
  createChangeCache<Row>(feed, { max, tagsOf: ({ owner, version }) => (version < 0 ? null : [`identity ${owner}`]) });

describe("a cache of what changes are told of", () => {
  const read = (cache: ReturnType<typeof openCache>, key: string, row: Row | null, reads: string[] = []) =>
    cache.read(key, async () => {
      reads.push(key);
      return row;
    });

  it("reads once what does not change", async () => {
    const cache = openCache(createFeed());
    const reads: string[] = [];
    const rows = [1, 2, 3].map((version) => ({ owner: "a", version }));
    for (const row of rows) expect(await read(cache, "key", row, reads)).toEqual(rows[0]);
    expect(reads).toEqual(["key"]);
  });

  it.each<[string, Change]>([
    ["its owner", { kind: "identity", id: "a" }],
    ["anything", { kind: "everything" }],
  ])("lets go of a value when %s changes", async (_what, change) => {
    const feed = createFeed();
    const cache = openCache(feed);
    await read(cache, "key", { owner: "a", version: 1 });
    await read(cache, "other", { owner: "b", version: 1 });
    feed.tell(change);
    expect(await read(cache, "key", { owner: "a", version: 2 })).toMatchObject({ version: 2 });
    const isKept = change.kind === "identity";
    expect(await read(cache, "other", { owner: "b", version: 2 })).toMatchObject({ version: isKept ? 1 : 2 });
  });

  it("keeps nothing that was read while its owner changed", async () => {
    const feed = createFeed();
    const cache = openCache(feed);
    await cache.read("key", async () => {
      feed.tell({ kind: "identity", id: "a" });
      return { owner: "a", version: 1 };
    });
    expect(await read(cache, "key", { owner: "a", version: 2 })).toMatchObject({ version: 2 });
  });

  it("neither uses nor keeps anything while changes may be missed", async () => {
    const feed = createFeed();
    const cache = openCache(feed);
    await read(cache, "key", { owner: "a", version: 1 });
    feed.isListening = false;
    expect(await read(cache, "key", { owner: "a", version: 2 })).toMatchObject({ version: 2 });
    expect(await read(cache, "new", { owner: "a", version: 2 })).toMatchObject({ version: 2 });
    feed.isListening = true;
    expect(await read(cache, "new", { owner: "a", version: 3 })).toMatchObject({ version: 3 });
  });

  it("keeps neither what is not there nor what must not be kept", async () => {
    const cache = openCache(createFeed());
    expect(await read(cache, "key", null)).toBeNull();
    expect(await read(cache, "key", { owner: "a", version: -1 })).toMatchObject({ version: -1 });
    expect(await read(cache, "key", { owner: "a", version: 1 })).toMatchObject({ version: 1 });
  });

  it("reads anew what is no longer usable", async () => {
    const cache = openCache(createFeed());
    await read(cache, "key", { owner: "a", version: 1 });
    const newer = await cache.read(
      "key",
      async () => ({ owner: "a", version: 2 }),
      ({ version }) => version > 1,
    );
    expect(newer).toMatchObject({ version: 2 });
  });

  it("is bounded, and forgets what hung on what it let go", async () => {
    const feed = createFeed();
    const cache = openCache(feed, 2);
    const reads: string[] = [];
    for (const key of ["a", "b", "c", "b", "c", "a"]) await read(cache, key, { owner: key, version: 1 }, reads);
    expect(reads).toEqual(["a", "b", "c", "a"]);
  });

  it("is bounded in bytes, and keeps nothing that is too large for it", async () => {
    const size = { maxBytes: 10, bytesOf: ({ version }: Row) => version };
    const cache = createChangeCache<Row>(createFeed(), {
      max: 100,
      size,
      tagsOf: ({ owner }) => [`identity ${owner}`],
    });
    const reads: string[] = [];
    const sizes = { a: 4, b: 4, c: 4, d: 11 };
    const readAll = async (keys: (keyof typeof sizes)[]) => {
      for (const key of keys) await read(cache, key, { owner: key, version: sizes[key] }, reads);
    };
    await readAll(["a", "b", "d", "a", "b", "d"]);
    expect(reads).toEqual(["a", "b", "d", "d"]);
    await readAll(["c", "b", "a"]);
    expect(reads.slice(4)).toEqual(["c", "a"]);
  });

  it("never gives out what is older than a change that was told, in whatever order things happen", async () => {
    type Step = { kind: "commit" | "tell" | "begin" | "finish" | "break" | "mend"; owner: string };
    const Steps = fc.array(
      fc.record<Step>({
        kind: fc.constantFrom("commit", "tell", "begin", "finish", "break", "mend"),
        owner: fc.constantFrom("a", "b"),
      }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(Steps, async (steps) => {
        const feed = createFeed();
        const cache = openCache(feed);
        const committed: Record<string, number> = { a: 0, b: 0 };
        /** What was told, and so acknowledged, of each owner. */
        const acknowledged: Record<string, number> = { a: 0, b: 0 };
        let untold: { owner: string; version: number }[] = [];
        const underWay: { owner: string; wanted: number; answer: () => void; row: Promise<Row | null> }[] = [];
        const tellAll = () => {
          for (const { owner, version } of untold) acknowledged[owner] = version;
          untold = [];
        };
        for (const { kind, owner } of steps) {
          if (kind === "commit") {
            committed[owner] = (committed[owner] ?? 0) + 1;
            untold.push({ owner, version: committed[owner] });
            // Whoever is not listening waits for nobody: the change is acknowledged without having been told.
            if (!feed.isListening) tellAll();
          }
          if (kind === "tell" && feed.isListening) {
            const [first, ...rest] = untold;
            untold = rest;
            if (first) {
              feed.tell({ kind: "identity", id: first.owner });
              acknowledged[first.owner] = first.version;
            }
          }
          if (kind === "break") {
            feed.isListening = false;
            feed.tell({ kind: "everything" });
            tellAll();
          }
          if (kind === "mend") feed.isListening = true;
          if (kind === "begin") {
            const { promise, resolve } = Promise.withResolvers<Row>();
            const row = { owner, version: committed[owner] ?? 0 };
            const read = cache.read(owner, () => promise);
            underWay.push({ owner, wanted: acknowledged[owner] ?? 0, answer: () => resolve(row), row: read });
          }
          if (kind === "finish") {
            const read = underWay.shift();
            read?.answer();
            if (read) expect((await read.row)?.version).toBeGreaterThanOrEqual(read.wanted);
          }
        }
        for (const read of underWay) {
          read.answer();
          expect((await read.row)?.version).toBeGreaterThanOrEqual(read.wanted);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
