interface BatcherOptions<Item, Result> {
  /** Does all of it or none; the results are in the order of the items. */
  runAll(items: readonly Item[]): Promise<Result[]>;
  /** Does one of those that could not be done together. */
  runOne(item: Item): Promise<Result>;
  /** Whether an error of `runAll` means that nothing was done, because of one of the items alone. */
  isFaultOfOne(error: unknown): boolean;
  /** How many batches are under way at a time, and how many items one has at most. */
  concurrent: number;
  max: number;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers items that come while others are under way into one statement: the busier, the more share one. An item that
 * comes alone does not wait. Each caller gets the result of its own item, after it was done; an item that fails is tried
 * again apart from the others, so that they do not fail with it.
 */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): (item: Item) => Promise<Result> {
  const { runAll, runOne, isFaultOfOne, concurrent, max } = options;
  const queue: Waiting<Item, Result>[] = [];
  let underWay = 0;

  async function run(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await runAll(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error("A batch has a result for each of its items"));
        else resolve(result);
      }
    } catch (error) {
      const isApart = isFaultOfOne(error);
      for (const { item, resolve, reject } of batch) {
        // Not waited for: one that takes long holds up no batch.
        if (isApart) runOne(item).then(resolve, reject);
        else reject(error);
      }
    }
  }

  function start(): void {
    while (underWay < concurrent && queue.length > 0) {
      underWay += 1;
      void run(queue.splice(0, max)).finally(() => {
        underWay -= 1;
        start();
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      start();
    });
}
