/** What is over a budget: counted in this process, in memory, until it is written down. */
export interface Overflows<What> {
  /** One more under the key; the first of them says what is counted. */
  count(key: string, what: What): void;
  /**
   * Hands each count to `write`, one after the other, and begins anew. What could not be written is kept for the next time,
   * together with what was counted meanwhile.
   * @throws Error that says how many could not be, caused by the first failure
   */
  drain(write: (counted: Counted<What>) => Promise<void>): Promise<void>;
}

export type Counted<What> = What & { count: number };

export function createOverflows<What extends object>(): Overflows<What> {
  let counts = new Map<string, Counted<What>>();
  const add = (key: string, what: What, count: number) =>
    counts.set(key, { ...what, count: count + (counts.get(key)?.count ?? 0) });
  return {
    count: (key, what) => add(key, counts.get(key) ?? what, 1),

    async drain(write) {
      const drained = counts;
      counts = new Map();
      const failures: unknown[] = [];
      for (const [key, counted] of drained) {
        try {
          await write(counted);
        } catch (failure) {
          failures.push(failure);
          add(key, counted, counted.count);
        }
      }
      if (failures.length === 0) return;
      throw new Error(`${failures.length} of ${drained.size} counts could not be written`, { cause: failures[0] });
    },
  };
}
