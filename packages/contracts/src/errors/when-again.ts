import { SIGN_IN_LIMITS } from "../sign-in-limits.ts";

/** How sentences of the catalog end that say to try again and cannot know when. Each is written with one of these. */
export const WHEN_AGAIN = {
  now: ". Please try again",
  inAMoment: ". Please try again in a moment",
  later: ". Please try again later",
  orLater: ", or try again later",
  afterLock: `. Wait ${SIGN_IN_LIMITS.lockMinutes} minutes and try again`,
} as const;

/** A sentence of the catalog without that ending: for whoever knows when, and says it instead. */
export function withoutWhenAgain(message: string): string {
  const ending = Object.values(WHEN_AGAIN).find((text) => message.endsWith(text));
  return ending === undefined ? message : message.slice(0, -ending.length);
}
