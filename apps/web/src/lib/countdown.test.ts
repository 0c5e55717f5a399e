import { describe, expect, it } from "vitest";
import { formatTimeLeft, formatTimeToStart } from "./countdown.ts";

const now = new Date("2026-03-01T12:00:00Z");

describe("formatTimeLeft", () => {
  it.each([
    [0, "ended"],
    [-5, "ended"],
    [0.2, "0:01 left"],
    [59, "0:59 left"],
    [725, "12:05 left"],
    [3_600, "1 h 0 min left"],
    [11_520, "3 h 12 min left"],
    [183_600, "2 d 3 h left"],
  ])("says of %d seconds from now: %s", (seconds, text) => {
    expect(formatTimeLeft(new Date(now.getTime() + seconds * 1000), now)).toBe(text);
  });
});

describe("formatTimeToStart", () => {
  it.each([
    [0.2, "starts in 0:01"],
    [725, "starts in 12:05"],
    [11_520, "starts in 3 h 12 min"],
    [183_600, "starts in 2 d 3 h"],
  ])("says of %d seconds from now: %s", (seconds, text) => {
    expect(formatTimeToStart(new Date(now.getTime() + seconds * 1000), now)).toBe(text);
  });
});
