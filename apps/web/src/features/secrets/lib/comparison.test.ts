import { describe, expect, it } from "vitest";
import { missingIn, stateOfRow } from "./comparison.ts";

const cell = (valueGroup: number | null) => ({ id: "1", version: 1, valueGroup });

describe("a compared secret", () => {
  it.each([
    [[cell(1), cell(1)], "same"],
    [[cell(1), cell(2)], "different"],
    [[cell(1), null], "missing"],
    [[cell(1), cell(2), null], "missing"],
    [[cell(1), cell(null)], "unknown"],
    [[cell(1), cell(2), cell(null)], "different"],
  ])("with %j is %s", (cells, state) => {
    expect(stateOfRow(cells)).toBe(state);
  });

  it("is copied over only where it is missing and may be read", () => {
    const items = [
      { key: "A", cells: [cell(1), null] },
      { key: "B", cells: [cell(null), null] },
      { key: "C", cells: [null, cell(1)] },
      { key: "D", cells: [cell(1), cell(1)] },
    ];
    expect(missingIn(items, 1)).toEqual(["A"]);
  });
});
