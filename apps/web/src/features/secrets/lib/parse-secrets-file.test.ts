import { describe, expect, it } from "vitest";
import { guessFormat, parseSecretsFile } from "./parse-secrets-file.ts";

describe("a file of secrets", () => {
  it.each([
    ["A=1", undefined, "env"],
    ["# comment\nA=x: y", undefined, "env"],
    ['{ "A": 1 }', undefined, "json"],
    ["A: 1\nB: 2", undefined, "yaml"],
    ["# c\nA:\n  - 1", undefined, "yaml"],
    ["A=1", "values.yml", "yaml"],
    ["A: 1", ".env.local", "env"],
    ["A: 1", "x.JSON", "json"],
  ] as const)("%j named %j is taken for %s", (text, name, format) => {
    expect(guessFormat(text, name)).toBe(format);
  });

  it.each([
    ["json", '{"A": "x\\ny", "B": 1.0, "C": true, "D": null, "E": 12345678901234567890}'],
    ["yaml", 'A: "x\\ny"\nB: 1.0\nC: true\nD:\nE: 12345678901234567890\n'],
  ] as const)("in %s keeps texts, numbers and booleans as they are written", async (format, text) => {
    const { entries, problems } = await parseSecretsFile(text, format);
    expect(problems).toEqual([]);
    expect(entries.map(({ key, value }) => `${key}=${value}`)).toEqual([
      "A=x\ny",
      "B=1.0",
      "C=true",
      "D=",
      "E=12345678901234567890",
    ]);
  });

  it.each([
    ["env", "A=1\nB", [{ line: 2, message: "Must be KEY=value" }]],
    ["env", "A=1\n\nA=2", [{ line: 3, message: "A stands at line 1 already" }]],
    ["json", '{"A": 1,\n "A": 2}', [{ line: 2, message: "A stands at line 1 already" }]],
    ["json", '{"A": {"B": 1}}', [{ line: 1, message: "A must be a text, a number, true or false" }]],
    ["json", "[1]", [{ line: 1, message: "Must be keys with their values, and nothing around them" }]],
    ["yaml", "A: 1\nB: [x]", [{ line: 2, message: "B must be a text, a number, true or false" }]],
    ["yaml", "A: &x 1\nB: *x", [{ line: 2, message: "B must be a text, a number, true or false" }]],
    ["yaml", "a/b: 1", [{ line: 1, message: 'a/b: Must not contain ":" or "/"' }]],
  ] as const)("in %s as %j says what is wrong and where", async (format, text, problems) => {
    expect((await parseSecretsFile(text, format)).problems).toEqual(problems);
  });

  it.each(['{"A": 1', "{'A': 1}", "{A: 1}", '{"A": 1,}'])("refuses %j as JSON", async (text) => {
    const { entries, problems } = await parseSecretsFile(text, "json");
    expect(entries).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it("loses nothing that can be read beside what cannot", async () => {
    const { entries } = await parseSecretsFile("A=1\nnonsense\nB=2", "env");
    expect(entries.map(({ key }) => key)).toEqual(["A", "B"]);
  });
});
