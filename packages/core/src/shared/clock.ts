/** The only source of time, so that a test can stand at any instant. */
export interface Clock {
  now(): Date;
}

export const DAY_MS = 86_400_000;

export const systemClock: Clock = { now: () => new Date() };
