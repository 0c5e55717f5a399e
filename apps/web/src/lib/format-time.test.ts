import { describe, expect, it } from "vitest";
import { formatRelativeTime } from "./format-time.ts";

const now = new Date("2026-03-01T12:00:00Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe("formatRelativeTime", () => {
  it.each([
    [0, "just now"],
    [-59, "just now"],
    [30, "in less than a minute"],
    [-60, "1 minute ago"],
    [-7_199, "1 hour ago"],
    [-86_400, "yesterday"],
    [172_800, "in 2 days"],
    [2_592_000, "next month"],
  ])("says of %d seconds from now: %s", (seconds, text) => {
    expect(formatRelativeTime(inSeconds(seconds), now)).toBe(text);
  });

  it("never says that something is further away than it is", () => {
    expect(formatRelativeTime(inSeconds(119), now)).toBe("in 1 minute");
  });
});
