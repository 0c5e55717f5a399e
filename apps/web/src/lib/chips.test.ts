import { describe, expect, it } from "vitest";
import { addChips, splitChips } from "./chips.ts";

describe("splitChips", () => {
  it.each([
    ["prod", ["prod"]],
    ["prod, staging", ["prod", "staging"]],
    ["10.0.0.0/8\n192.168.0.0/16\n", ["10.0.0.0/8", "192.168.0.0/16"]],
    ["a;b c", ["a", "b", "c"]],
    [" , ", []],
  ])("turns %j into %j", (text, chips) => {
    expect(splitChips(text)).toEqual(chips);
  });
});

describe("addChips", () => {
  it("keeps the order and never repeats a chip", () => {
    expect(addChips(["b", "a"], "a c b c")).toEqual(["b", "a", "c"]);
  });
});
