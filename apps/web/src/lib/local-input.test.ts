import { expect, it } from "vitest";
import { fromLocalInput, toLocalInput } from "#lib/local-input.ts";

it("shows an instant in local time and reads it back", () => {
  const instant = "2026-03-04T05:06:00.000Z";
  expect(fromLocalInput(toLocalInput(instant))).toBe(instant);
});

it("shows nothing for what is no instant, and reads none from what is half typed", () => {
  expect([toLocalInput(undefined), toLocalInput(""), toLocalInput("soon")]).toEqual(["", "", ""]);
  expect([fromLocalInput(""), fromLocalInput("2026-03-04T")]).toEqual([undefined, undefined]);
});
