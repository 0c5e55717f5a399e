/** What is over a budget: counted in this process, in memory, until it is written down. */
export interface Overflows<What> {
  /** One more under the key; the first of them says what is counted. */
  count(key: string, what: What): void;
  /**
   * Hands each count to `write`, one after the other, and begins anew. What could not be written is kept for the next time,
   * together with what was counted meanwhile; where several could not, the rest is not tried: the database may be gone.
   * @throws Error that says how many were not written, caused by the first failure
   */
  drain(write: (counted: Counted<What>) => Promise<void>): Promise<void>;
}

export type Counted<What> = What & { count: number };

/** Failures after which the rest waits for the next time. */
const MAX_FAILURES = 3;

export function createOverflows<What extends object>(): Overflows<What> {
  let counts = new Map<string, Counted<What>>();
  const add = (key: string, what: What, count: number) =>
    counts.set(key, { ...what, count: count + (counts.get(key)?.count ?? 0) });
  return {
    count: (key, what) => add(key, counts.get(key) ?? what, 1),

    async drain(write) {
      const drained = counts;
      counts = new Map();
      const untried: [string, Counted<What>][] = [];
      const failed: [string, Counted<What>][] = [];
      let cause: unknown;
      for (const entry of drained) {
        try {
          if (failed.length < MAX_FAILURES) await write(entry[1]);
          else untried.push(entry);
        } catch (failure) {
          cause ??= failure;
          failed.push(entry);
        }
      }
      // Those that failed come last the next time, so that none of them keeps the others waiting for ever.
      const kept = [...untried, ...failed];
      for (const [key, counted] of kept) add(key, counted, counted.count);
      if (kept.length > 0) throw new Error(`${kept.length} of ${drained.size} counts were not written`, { cause });
    },
  };
}
