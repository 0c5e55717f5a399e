import { describe, expect, it } from "vitest";
import { createBatcher } from "./batcher.ts";

class FaultOfOneError extends Error {}

/** A batcher whose work ends when a test says so. */
function createBench({ concurrent = 1, max = 10 } = {}) {
  const underWay: { items: readonly string[]; finish: PromiseWithResolvers<void> }[] = [];
  const apart: string[] = [];
  const answer = (item: string) => {
    if (item.startsWith("bad")) throw new FaultOfOneError(item);
    return item.toUpperCase();
  };
  const add = createBatcher<string, string>({
    async runAll(items) {
      const finish = Promise.withResolvers<void>();
      underWay.push({ items, finish });
      await finish.promise;
      return items.map(answer);
    },
    async runOne(item) {
      apart.push(item);
      return answer(item);
    },
    isFaultOfOne: (error) => error instanceof FaultOfOneError,
    concurrent,
    max,
  });
  const begun = () => underWay.map(({ items }) => items.join(""));
  return {
    add,
    apart,
    begun,
    finish: (index: number) => underWay[index]?.finish,
    addAll: (text: string) => [...text].map(add),
  };
}

describe("a batcher", () => {
  it("keeps waiting nobody who comes alone", async () => {
    const { add, begun, finish } = createBench();
    const only = add("a");
    expect(begun()).toEqual(["a"]);
    finish(0)?.resolve();
    expect(await only).toBe("A");
  });

  it("puts who comes meanwhile into the next batches, in order, and gives each its own result", async () => {
    const { addAll, begun, finish } = createBench({ concurrent: 2, max: 3 });
    const results = Promise.all(addAll("abcdefg"));
    expect(begun()).toEqual(["a", "b"]);
    finish(1)?.resolve();
    await expect.poll(begun).toEqual(["a", "b", "cde"]);
    finish(0)?.resolve();
    finish(2)?.resolve();
    await expect.poll(begun).toEqual(["a", "b", "cde", "fg"]);
    finish(3)?.resolve();
    expect(await results).toEqual(["A", "B", "C", "D", "E", "F", "G"]);
  });

  it("answers nobody before it is done", async () => {
    const { add, finish } = createBench();
    let isAnswered = false;
    const answer = add("a").then(() => {
      isAnswered = true;
    });
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    finish(0)?.resolve();
    await answer;
  });

  it("lets one that fails fail alone", async () => {
    const { add, apart, begun, finish } = createBench();
    const first = add("a");
    const others = ["b", "bad", "c"].map(add);
    finish(0)?.resolve();
    await first;
    await expect.poll(begun).toEqual(["a", "bbadc"]);
    finish(1)?.resolve();
    const results = await Promise.allSettled(others);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(apart).toEqual(["b", "bad", "c"]);
  });

  it("tries nothing twice that may have been done, and goes on with who comes later", async () => {
    const { add, addAll, apart, begun, finish } = createBench();
    const [first, ...others] = addAll("abc");
    const refused = Promise.allSettled(others);
    finish(0)?.reject(new Error("Connection lost"));
    await expect(first).rejects.toThrow("Connection lost");
    await expect.poll(begun).toEqual(["a", "bc"]);
    finish(1)?.reject(new Error("Connection lost"));
    expect((await refused).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(apart).toEqual([]);
    const later = add("d");
    await expect.poll(begun).toEqual(["a", "bc", "d"]);
    finish(2)?.resolve();
    expect(await later).toBe("D");
  });
});
