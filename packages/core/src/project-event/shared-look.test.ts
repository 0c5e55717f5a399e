import { expect, it } from "vitest";
import { createSharedLook } from "./shared-look.ts";

it("looks once for all who ask in one turn, and anew for whoever asks later", async () => {
  const shared = createSharedLook<number>();
  let looks = 0;
  const look = async () => ++looks;
  expect(await Promise.all([shared("a", look), shared("a", look), shared("b", look)])).toEqual([1, 1, 2]);
  expect(await shared("a", look)).toBe(3);
});

it("answers whoever asks during a look with a look of their own", async () => {
  const shared = createSharedLook<number>();
  let looks = 0;
  let second: Promise<number> | undefined;
  const first = await shared("a", async () => {
    second = shared("a", async () => ++looks);
    return ++looks;
  });
  expect([first, await second]).toEqual([1, 2]);
});

it("lets a look that fails fail for all who asked", async () => {
  const shared = createSharedLook<number>();
  const look = () => Promise.reject(new Error("gone"));
  const outcomes = await Promise.allSettled([shared("a", look), shared("a", look)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
