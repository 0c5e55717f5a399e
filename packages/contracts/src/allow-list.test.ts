import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  audienceListProblem,
  isNamespaceAllowed,
  isServiceAccountAllowed,
  nameListProblem,
  namespaceListProblem,
  parseAllowList,
} from "./allow-list.ts";

const EMPTY_ITEM = "Must not contain an empty item";
const characters = (item: string) => `"${item}" must be lower-case letters, digits, "-", "." and the wildcards * and ?`;

describe("a list of namespaces", () => {
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
    expect(isNamespaceAllowed(list, value)).toBe(isIn);
  });

  it("lets in exactly what one of its items names", () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), label, (items, value) => {
        expect(isNamespaceAllowed(items.join(" , "), value)).toBe(items.includes(value));
      }),
    );
  });

  it.each([
    ["", null],
    [" ", null],
    ["a", null],
    ["a.b-c*?", null],
    ["a, b", null],
    [",", EMPTY_ITEM],
    ["a,", EMPTY_ITEM],
    ["a,,b", EMPTY_ITEM],
    ["A", characters("A")],
    ["!dev", characters("!dev")],
    ["a b", characters("a b")],
    ["[ab]", characters("[ab]")],
    ["a\nb", characters("a\nb")],
    ["a/b", characters("a/b")],
    ["b".repeat(64), `"${"b".repeat(40)}…" is longer than 63 characters`],
  ])("finds in %j: %j", (list, problem) => {
    expect(namespaceListProblem(list)).toBe(problem);
  });

  it("has no item that is empty once it has no problem", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab,* \n") }), (list) => {
        fc.pre(namespaceListProblem(list) === null);
        expect(parseAllowList(list)).not.toContain("");
      }),
    );
  });
});

describe("a list of service accounts", () => {
  it.each([
    ["", "a", "x", true],
    ["x", "a", "x", true],
    ["x", "b", "x", true],
    ["a/x", "a", "x", true],
    ["a/x", "b", "x", false],
    ["a/x, b/y", "a", "x", true],
    ["a/x, b/y", "b", "y", true],
    ["a/x, b/y", "a", "y", false],
    ["a/x, b/y", "b", "x", false],
    ["a/x, y", "b", "y", true],
    ["a/x, y", "b", "x", false],
    ["prod-*/api-?", "prod-eu", "api-1", true],
    ["prod-*/api-?", "prod-eu", "api-12", false],
    ["*/x", "anywhere", "x", true],
    ["a/*", "a", "anything", true],
    // A star does not reach over the slash into the other half.
    ["a*", "a", "x", false],
    ["*/x", "a", "b/x", false],
  ])("%j lets %s/%s in: %s", (list, namespace, name, isIn) => {
    expect(isServiceAccountAllowed(list, { namespace, name })).toBe(isIn);
  });

  it.each([
    ["a/x", null],
    ["*/x, a/*, y", null],
    [`${"n".repeat(63)}/${"x".repeat(253)}`, null],
    ["/x", characters("/x")],
    ["a/", characters("a/")],
    ["/", characters("/")],
    ["a/x/y", characters("a/x/y")],
    ["a /x", characters("a /x")],
    ["a/x,", EMPTY_ITEM],
    [`${"n".repeat(64)}/x`, `"${"n".repeat(40)}…" is longer than 63 characters`],
    ["x".repeat(254), `"${"x".repeat(40)}…" is longer than 253 characters`],
  ])("finds in %j: %j", (list, problem) => {
    expect(nameListProblem(list)).toBe(problem);
  });

  const label = fc.stringMatching(/^[ab*?]{1,3}$/);
  const item = fc.record({ namespace: fc.option(label, { nil: undefined }), name: label });
  const literal = fc.stringMatching(/^[ab]{1,3}$/);

  it("lets in exactly what a regular expression for each item lets in", () => {
    const asRegExp = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), literal, literal, (items, namespace, name) => {
        const list = items.map((each) => (each.namespace === undefined ? each.name : `${each.namespace}/${each.name}`));
        const isNamed = items.some((each) =>
          asRegExp(`${each.namespace ?? "*"}/${each.name}`).test(`${namespace}/${name}`),
        );
        expect(nameListProblem(list.join(","))).toBeNull();
        expect(isServiceAccountAllowed(list.join(" ,"), { namespace, name })).toBe(isNamed);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a list of audiences", () => {
  it.each([
    ["", null],
    ["podpass", null],
    ["https://kubernetes.default.svc, urn:x/y*", null],
    ["a,,b", EMPTY_ITEM],
    ["a b", "Must be audiences without spaces, separated by commas"],
    ["a\u0000b", "Must be audiences without spaces, separated by commas"],
    ["\ud800", "Must be audiences without spaces, separated by commas"],
    ["a".repeat(256), `"${"a".repeat(40)}…" is longer than 255 characters`],
  ])("finds in %j: %j", (list, problem) => {
    expect(audienceListProblem(list)).toBe(problem);
  });
});
