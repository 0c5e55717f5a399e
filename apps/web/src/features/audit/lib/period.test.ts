import { expect, it } from "vitest";
import { AUDIT_PERIODS, beginOfPeriod, PERIOD_OPTIONS } from "#features/audit/lib/period.ts";

const now = new Date("2026-03-31T12:34:56.789Z");

it.each([
  ["hour", "2026-03-31T11:34:00.000Z"],
  ["day", "2026-03-30T12:34:00.000Z"],
  ["week", "2026-03-24T12:34:00.000Z"],
  ["month", "2026-03-01T12:34:00.000Z"],
] as const)("the last %s begins at %s", (period, begin) => {
  expect(beginOfPeriod(period, now)).toBe(begin);
});

it("offers every period", () => {
  expect(PERIOD_OPTIONS.map((option) => option.value)).toEqual([...AUDIT_PERIODS]);
});
