import { describe, expect, it } from "vitest";
import {
  isFiltered,
  LoginActivitySearch,
  loginActivityInput,
} from "#features/login-activity/lib/login-activity-search.ts";

describe("the URL of a list of login attempts", () => {
  it("asks for the period it names, and for its own ends only when it is custom", () => {
    const ends = { from: "2026-01-01T00:00:00.000Z", until: "2026-01-02T00:00:00.000Z" };
    expect(loginActivityInput({ period: "day", ...ends })).toEqual({ withinSeconds: 86_400 });
    expect(loginActivityInput({ period: "custom", ...ends })).toEqual(ends);
    expect(loginActivityInput(ends)).toEqual({});
  });

  it("leaves out what is no filter rather than fail", () => {
    expect(LoginActivitySearch.parse({ result: "maybe", reason: 7, from: "x", attempt: "1", trail: "a" })).toEqual({});
  });

  it("knows whether anything is filtered", () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ trail: ["a"], attempt: "b", account: "" })).toBe(false);
    expect(isFiltered({ period: "hour" })).toBe(true);
  });
});
