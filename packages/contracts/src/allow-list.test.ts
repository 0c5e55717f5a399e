import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowListProblem, isInAllowList, parseAllowList } from "./allow-list.ts";

describe("allow-list", () => {
  it.each([
    ["", "anything", true],
    ["   ", "anything", true],
    ["*", "anything", true],
    ["payments", "payments", true],
    ["payments", "payments-2", false],
    ["payments, billing", "billing", true],
    ["  payments ,billing  ", "payments", true],
    ["payments,billing", "payments,billing", false],
    ["prod-?", "prod-1", true],
    ["prod-?", "prod-12", false],
    ["prod-*,dev", "prod-eu", true],
  ])("%j lets %j in: %s", (list, value, isIn) => {
    expect(isInAllowList(list, value)).toBe(isIn);
  });

  it("lets in exactly what one of its items names", () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), label, (items, value) => {
        expect(isInAllowList(items.join(" , "), value)).toBe(items.includes(value));
      }),
    );
  });

  it.each([
    ["", null],
    [" ", null],
    ["a", null],
    ["a.b-c*?", null],
    ["a, b", null],
    [",", "Must not contain an empty item"],
    ["a,", "Must not contain an empty item"],
    ["a,,b", "Must not contain an empty item"],
    ["A", '"A" must be lower-case letters, digits, "-", "." and the wildcards * and ?'],
    ["!dev", '"!dev" must be lower-case letters, digits, "-", "." and the wildcards * and ?'],
    ["a b", '"a b" must be lower-case letters, digits, "-", "." and the wildcards * and ?'],
    ["[ab]", '"[ab]" must be lower-case letters, digits, "-", "." and the wildcards * and ?'],
    ["a\nb", '"a\nb" must be lower-case letters, digits, "-", "." and the wildcards * and ?'],
    ["b".repeat(11), `"${"b".repeat(11)}…" is longer than 10 characters`],
  ])("finds in %j: %j", (list, problem) => {
    expect(allowListProblem(list, 10)).toBe(problem);
  });

  it("has no item that is empty once it has no problem", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab,* \n") }), (list) => {
        fc.pre(allowListProblem(list, 63) === null);
        expect(parseAllowList(list)).not.toContain("");
      }),
    );
  });
});
