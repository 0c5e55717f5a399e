import { setImmediate as endOfTurn } from "node:timers/promises";

/** How long work without waiting may keep everybody else from the processor. */
const MAX_TURN_MS = 10;

let turnBeganAt: number | null = null;
let lastInLine: Promise<void> = Promise.resolve();

/**
 * For loops over what anybody could have made long, once a round. While this turn of the event loop is young it goes on at
 * once; then others are served first. Of all who do such work one goes on in each turn, in the order they came: the more
 * of them there are, the slower each is, and nobody else.
 */
export async function letOthersGoOn(): Promise<void> {
  if (turnBeganAt !== null && performance.now() - turnBeganAt >= MAX_TURN_MS) {
    lastInLine = lastInLine.then(() => endOfTurn());
    await lastInLine;
  }
  if (turnBeganAt !== null) return;
  turnBeganAt = performance.now();
  setImmediate(() => {
    turnBeganAt = null;
  });
}
