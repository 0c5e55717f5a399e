import { setImmediate as nextTurn } from "node:timers/promises";
import { turnsDuring } from "@podpass/testing";
import { expect, it } from "vitest";
import { letOthersGoOn } from "./let-others-go-on.ts";

/** Keeps the processor, as a loop without an end of its own would. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function longLoop(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await letOthersGoOn();
    work(6);
  }
}

it("lets others go on in the middle of long work", async () => {
  expect(await turnsDuring(longLoop(10))).toBeGreaterThanOrEqual(4);
});

it("gives each turn to one of those who work long, so that many of them keep others no longer", async () => {
  const loops = Promise.all(Array.from({ length: 10 }, () => longLoop(3)));
  expect(await turnsDuring(loops)).toBeGreaterThanOrEqual(9);
});

it("keeps nobody waiting whose work is short", async () => {
  await nextTurn();
  let isLater = false;
  setImmediate(() => {
    isLater = true;
  });
  for (let round = 0; round < 10; round += 1) await letOthersGoOn();
  expect(isLater).toBe(false);
});
