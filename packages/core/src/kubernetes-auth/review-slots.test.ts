import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReviewSlots } from "./review-slots.ts";

const LONG = 60_000;

async function take(slots: ReturnType<typeof createReviewSlots>, key: string): Promise<() => void> {
  const release = await slots.acquire(key);
  if (!release) throw new Error("There was no slot");
  return release;
}

describe("review slots", () => {
  it("gives out as many as there are, then in the order of asking", async () => {
    const slots = createReviewSlots({ concurrent: 2, waiting: 10, maxWaitMs: LONG });
    const [first, second] = [await take(slots, "a"), await take(slots, "a")];
    const order: string[] = [];
    const waiting = ["third", "fourth"].map(async (name) => {
      const release = await take(slots, "a");
      order.push(name);
      release();
    });
    await Promise.resolve();
    expect(order).toEqual([]);
    first();
    await Promise.all(waiting);
    expect(order).toEqual(["third", "fourth"]);
    second();
  });

  it("turns away at once whom the queue has no room for", async () => {
    const slots = createReviewSlots({ concurrent: 1, waiting: 1, maxWaitMs: LONG });
    const release = await take(slots, "a");
    const waiting = take(slots, "a");
    expect(await slots.acquire("a")).toBeNull();
    release();
    (await waiting)();
    expect(await slots.acquire("a")).not.toBeNull();
  });

  it("turns away who waited too long, and gives the slot to none of them", async () => {
    const slots = createReviewSlots({ concurrent: 1, waiting: 5, maxWaitMs: 1 });
    const release = await take(slots, "a");
    expect(await Promise.all([slots.acquire("a"), slots.acquire("a")])).toEqual([null, null]);
    release();
    expect(await slots.acquire("a")).not.toBeNull();
  });

  it("keeps nobody waiting for another cluster", async () => {
    const slots = createReviewSlots({ concurrent: 1, waiting: 0, maxWaitMs: LONG });
    await take(slots, "a");
    expect(await slots.acquire("a")).toBeNull();
    expect(await slots.acquire("b")).not.toBeNull();
  });

  it("turns everyone away when it closes", async () => {
    const slots = createReviewSlots({ concurrent: 1, waiting: 5, maxWaitMs: LONG });
    await take(slots, "a");
    const waiting = [slots.acquire("a"), slots.acquire("a")];
    slots.close();
    expect(await Promise.all(waiting)).toEqual([null, null]);
    expect(await slots.acquire("b")).toBeNull();
  });

  it("never gives out more than there are, loses none, and serves everyone the queue took", async () => {
    const settings = fc.record({
      concurrent: fc.integer({ min: 1, max: 4 }),
      waiting: fc.integer({ min: 0, max: 6 }),
      workTicks: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ concurrent, waiting, workTicks }) => {
        const slots = createReviewSlots({ concurrent, waiting, maxWaitMs: LONG });
        let busy = 0;
        const served = await Promise.all(
          workTicks.map(async (ticks) => {
            const release = await slots.acquire("a");
            if (!release) return false;
            busy += 1;
            expect(busy).toBeLessThanOrEqual(concurrent);
            for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
            busy -= 1;
            release();
            return true;
          }),
        );
        expect(served.filter(Boolean)).toHaveLength(Math.min(workTicks.length, concurrent + waiting));
        const again = await Promise.all(Array.from({ length: concurrent }, () => slots.acquire("a")));
        expect(again).not.toContain(null);
      }),
    );
  });
});
