import { describe, expect, it } from "vitest";
import { TestClock } from "./test-clock.ts";

describe("TestClock", () => {
  it("stands still until it is told to move", () => {
    const clock = new TestClock();
    expect(clock.now().toISOString()).toBe("2026-01-01T00:00:00.000Z");
    expect(clock.now()).toEqual(clock.now());
  });

  it("advances by seconds, fractions included, and can be set to any date", () => {
    const clock = new TestClock("2026-03-01T00:00:00.000Z");
    clock.advanceSeconds(90.5);
    expect(clock.now().toISOString()).toBe("2026-03-01T00:01:30.500Z");
    clock.set(new Date("2020-02-29T12:00:00.000Z"));
    expect(clock.now().toISOString()).toBe("2020-02-29T12:00:00.000Z");
  });

  it("cannot be moved through a date it handed out", () => {
    const clock = new TestClock();
    clock.now().setFullYear(1999);
    expect(clock.now().getUTCFullYear()).toBe(2026);
  });

  it("refuses what is not a date or a number of seconds", () => {
    expect(() => new TestClock("tomorrow")).toThrow(RangeError);
    expect(() => new TestClock().set("")).toThrow(RangeError);
    expect(() => new TestClock().advanceSeconds(Number.NaN)).toThrow(RangeError);
  });
});
