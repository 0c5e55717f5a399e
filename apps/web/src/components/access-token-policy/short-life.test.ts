import { expect, test } from "vitest";
import { shortLifeSeconds } from "./short-life.ts";

test.each([
  ["a second", 1, 2_592_000, 1],
  ["half a minute", 30, 2_592_000, 30],
  ["longer", 31, 2_592_000, null],
  ["the default", 2_592_000, 2_592_000, null],
  ["as long as a max TTL that is short", 0, 10, 10],
  ["as long as the longest there is", 0, 0, null],
  ["what is no duration", Number.NaN, 10, null],
])("warns of a token that lives for %s only when that is short", (_what, ttl, maxTtl, seconds) => {
  const lifetimes = { accessTokenTtlSeconds: ttl, accessTokenMaxTtlSeconds: maxTtl };
  expect(shortLifeSeconds(lifetimes)).toBe(seconds);
});
