import { describe, expect, it } from "vitest";
import { AuditLogSearch, auditFilterOf, isFiltered, isReversed } from "#features/audit/lib/audit-search.ts";

const now = new Date("2026-03-31T12:34:56.789Z");
const ends = { from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" };

describe("the URL of the audit log", () => {
  it.each([
    ["hour", "2026-03-31T11:34:00.000Z"],
    ["day", "2026-03-30T12:34:00.000Z"],
    ["week", "2026-03-24T12:34:00.000Z"],
    ["month", "2026-03-01T12:34:00.000Z"],
  ] as const)("asks for the last %s from %s on, whatever range it names as well", (period, from) => {
    expect(auditFilterOf({ period, ...ends }, now)).toEqual({ from });
  });

  it("asks for the range it names only when it says so", () => {
    expect(auditFilterOf({ period: "custom", ...ends }, now)).toEqual(ends);
    expect(auditFilterOf(ends, now)).toEqual({});
  });

  it("asks for one project's events", () => {
    const project = "5a3c1c1e-0d3c-4b8c-9a51-3f0f6a4f9a10";
    expect(auditFilterOf({ project, search: "" }, now)).toEqual({ projectId: project });
  });

  it("asks for who acted and how it came out, beside whatever else it names", () => {
    const search = { actor: "user", outcome: "refused", search: "Ada", period: "custom", ...ends } as const;
    expect(auditFilterOf(search, now)).toEqual({ actorType: "user", outcome: "refused", search: "Ada", ...ends });
  });

  it("leaves out what is no filter rather than fail", () => {
    const search = {
      action: "guess",
      actor: "pod",
      outcome: "maybe",
      project: "all",
      period: "year",
      from: "x",
      to: 7,
    };
    expect(AuditLogSearch.parse(search)).toEqual({});
  });

  it("knows whether anything is filtered", () => {
    expect(isFiltered({ trail: ["a"], event: "b", search: "" })).toBe(false);
    expect(isFiltered({ period: "custom" })).toBe(true);
    expect(isFiltered({ actor: "system" })).toBe(true);
    expect(isFiltered({ outcome: "succeeded" })).toBe(true);
  });

  it("knows a range that ends before it begins", () => {
    expect(isReversed({ from: ends.to, to: ends.from })).toBe(true);
    expect(isReversed({ from: ends.from, to: ends.from })).toBe(true);
    expect([isReversed(ends), isReversed({ to: ends.to })]).toEqual([false, false]);
  });
});
