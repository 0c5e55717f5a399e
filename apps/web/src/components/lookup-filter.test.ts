import { describe, expect, it } from "vitest";
import { lookupSearch } from "./lookup-filter.tsx";

const chosen = { id: "1f0", name: "Shop" };

describe("what a lookup searches for", () => {
  it.each([
    ["sho", undefined, undefined, "sho"],
    [undefined, undefined, undefined, undefined],
    ["Shop", "1f0", chosen, undefined],
    ["1f0", "1f0", undefined, undefined],
    ["Shopping", "1f0", chosen, "Shopping"],
  ])("of %j, when %j is chosen", (typed, id, found, expected) => {
    expect(lookupSearch(typed, id, found)).toBe(expected);
  });
});
