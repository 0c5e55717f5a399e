/**
 * How long a test may take, in ms. A limit ends what hangs and says nothing about speed, so it is far above what anything
 * here needs on a machine that is busy with other work.
 */
export const TIME_LIMITS = { hookTimeout: 180_000, testTimeout: 180_000, expect: { poll: { timeout: 60_000 } } };
