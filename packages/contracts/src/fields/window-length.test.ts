import { describe, expect, it } from "vitest";
import { WindowLength, windowLengthMs } from "./window-length.ts";

describe("a window's length", () => {
  it.each([
    ["1h", 3_600_000],
    ["30m", 1_800_000],
    ["90 s", 90_000],
    ["2 days", 172_800_000],
    ["1.5h", 5_400_000],
    ["1w", 604_800_000],
    ["500", 500],
    ["10 Minutes", 600_000],
  ])("of %j is %i ms", (text, lengthMs) => {
    expect(windowLengthMs(text)).toBe(lengthMs);
    expect(WindowLength.safeParse(text).success).toBe(true);
  });

  it.each([
    "",
    "h",
    "0",
    "0h",
    "-1h",
    "1 fortnight",
    "1h30m",
    "1e9y",
    "11y",
    "NaN",
    "1  h",
    "constructor",
    "1constructor",
  ])("is not %j", (text) => {
    expect(WindowLength.safeParse(text).success).toBe(false);
  });
});
