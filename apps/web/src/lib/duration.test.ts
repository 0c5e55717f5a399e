import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";

describe("parseDuration", () => {
  it.each([
    ["30d", 2_592_000],
    ["2h", 7_200],
    ["1h 30m", 5_400],
    ["1h30m", 5_400],
    [" 45S ", 45],
    ["2592000", 2_592_000],
    ["0", 0],
  ])("reads %j as %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", " ", "d", "-1", "1.5h", "30m 1h", "1h 1h", "2 weeks", "1e3", "9".repeat(20), "999999999999999d"])(
    "refuses %j instead of guessing",
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it("reads back every duration it prints, so that showing a value never changes it", () => {
    fc.assert(
      fc.property(fc.nat({ max: 315_360_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
  });
});
