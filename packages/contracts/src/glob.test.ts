import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGlobWithin, isPathGlobWithin, matchesGlob, matchesPathGlob } from "./glob.ts";

/** The same language by another road: every character but the two wildcards is quoted. */
function matchesByRegex(pattern: string, text: string): boolean {
  const source = [...pattern].map((symbol) => {
    if (symbol === "*") return "[^]*";
    return symbol === "?" ? "[^]" : symbol.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`).test(text);
}

/** Short words over few letters, so that patterns and texts meet often. */
const wordOf = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 });

describe("matchesGlob", () => {
  it.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "anything", true],
    ["?", "", false],
    ["?", "a", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["prod-*", "prod-", true],
    ["prod-*", "prod", false],
    ["*-prod", "eu-prod", true],
    ["*-prod", "eu-prod-2", false],
    ["a*b*c", "a1b2b3c", true],
    ["a*b*c", "a1c2b", false],
    ["**", "x", true],
    ["dev", "dev ", false],
    ["dev", "DEV", false],
    ["dev", "dev2", false],
    ["ev", "dev", false],
  ])("%j matches %j: %s", (pattern, text, isMatch) => {
    expect(matchesGlob(pattern, text)).toBe(isMatch);
  });

  it.each([
    ["!dev", "!dev", "prod"],
    ["[ab]", "[ab]", "a"],
    ["{a,b}", "{a,b}", "a"],
    ["+(a+)b", "+(a+)b", "aab"],
    ["a.c", "a.c", "abc"],
    ["\\d", "\\d", "1"],
    ["@(x)", "@(x)", "x"],
  ])("takes %j for itself and nothing else", (pattern, itself, whatALibraryWouldMatch) => {
    expect(matchesGlob(pattern, itself)).toBe(true);
    expect(matchesGlob(pattern, whatALibraryWouldMatch)).toBe(false);
  });

  it("agrees with a regular expression on every pattern and text", () => {
    fc.assert(
      fc.property(wordOf("ab*?.!["), wordOf("ab.!["), (pattern, text) => {
        expect(matchesGlob(pattern, text)).toBe(matchesByRegex(pattern, text));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["+(a+)b", "a".repeat(100_000)],
    [`${"*a".repeat(30)}b`, "a".repeat(20_000)],
    ["*".repeat(4096), "a".repeat(20_000)],
    [`${"?*".repeat(200)}b`, "a".repeat(2_000)],
  ])("decides pattern %# in time proportional to its length and the text's", (pattern, text) => {
    const startedAt = performance.now();
    matchesGlob(pattern, text);
    // A backtracking matcher takes longer than a test run on any of these.
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

/** As Infisical's matcher reads a path: a star stays within its folder, two of them alone are any folders. */
function matchesPathByRegex(pattern: string, path: string): boolean {
  const folders = (text: string) => text.split("/").filter(Boolean);
  const source = folders(pattern).map((name) => {
    if (name === "**") return "(?:/[^/]+)*";
    const one = [...name].map((symbol) => (symbol === "*" ? "[^/]*" : symbol === "?" ? "[^/]" : symbol));
    return `/${one.join("")}`;
  });
  return new RegExp(`^${source.join("")}$`).test(
    folders(path)
      .map((name) => `/${name}`)
      .join(""),
  );
}

describe("matchesPathGlob", () => {
  it.each([
    ["/", "/", true],
    ["/", "/a", false],
    ["/**", "/", true],
    ["/**", "/a/b", true],
    ["/*", "/", false],
    ["/*", "/a", true],
    ["/*", "/a/b", false],
    ["/apps/*", "/apps/web/db", false],
    ["/apps/**", "/apps", true],
    ["/apps/**", "/apps/web/db", true],
    ["/apps/**", "/apps2", false],
    ["/apps/**/db", "/apps/db", true],
    ["/apps/**/db", "/apps/web/eu/db", true],
    ["/apps/web-?", "/apps/web-1", true],
    ["/apps/web-*", "/apps/web-1/x", false],
    ["/apps/", "/apps", true],
  ])("%j matches %j: %s", (pattern, path, isMatch) => {
    expect(matchesPathGlob(pattern, path)).toBe(isMatch);
  });

  it("agrees with a regular expression on every pattern and path", () => {
    fc.assert(
      fc.property(wordOf("ab*?/"), wordOf("ab/"), (pattern, path) => {
        expect(matchesPathGlob(pattern, path)).toBe(matchesPathByRegex(pattern, path));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a glob within another", () => {
  it.each([
    ["prod-*", "*", true],
    ["prod-eu-*", "prod-*", true],
    ["prod-*", "prod-eu-*", false],
    ["a?c", "a*", true],
    ["a*", "a?", false],
    ["*", "*", true],
  ])("%j within %j: %s", (inner, outer, isInside) => {
    expect(isGlobWithin(inner, outer)).toBe(isInside);
  });

  it.each([
    ["/apps/web/**", "/apps/**", true],
    ["/apps/*", "/apps/**", true],
    ["/apps/**", "/apps/*", false],
    ["/apps/web-*", "/apps/*", true],
    ["/**", "/**", true],
  ])("path %j within %j: %s", (inner, outer, isInside) => {
    expect(isPathGlobWithin(inner, outer)).toBe(isInside);
  });

  it.each([
    ["text", wordOf("ab*?"), wordOf("ab"), isGlobWithin, matchesGlob],
    ["path", wordOf("ab*?/"), wordOf("ab/"), isPathGlobWithin, matchesPathGlob],
  ] as const)("never claims of a %s what some match belies", (_what, patterns, texts, isInside, matches) => {
    fc.assert(
      fc.property(patterns, patterns, texts, (inner, outer, text) => {
        if (isInside(inner, outer) && matches(inner, text)) expect(matches(outer, text)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
