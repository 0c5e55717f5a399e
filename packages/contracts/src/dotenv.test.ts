import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDotenv, parseDotenv } from "./dotenv.ts";

const valuesOf = (text: string) => Object.fromEntries(parseDotenv(text).entries.map(({ key, value }) => [key, value]));

describe("a .env file", () => {
  it.each([
    ["A=1", { A: "1" }],
    ["export A = 1 ", { A: "1" }],
    ["A=", { A: "" }],
    ["A=a b # comment", { A: "a b" }],
    ["A=#not-empty? a comment", { A: "" }],
    ["A=a#b", { A: "a#b" }],
    ["A='x # \\n ${B}' # comment", { A: "x # \\n ${B}" }],
    ['A="x\\n\\ty \\"q\\" \\$B \\w"', { A: 'x\n\ty "q" $B \\w' }],
    ['A="one\ntwo"\nB=2', { A: "one\ntwo", B: "2" }],
    ["A='one\r\ntwo'\r\nB=2\r\n", { A: "one\ntwo", B: "2" }],
    ["\uFEFFA=1\n\n  # comment\nB.c-d=2", { A: "1", "B.c-d": "2" }],
    ["A=it's", { A: "it's" }],
    ["A=a=b==", { A: "a=b==" }],
  ])("%j holds %j", (text, values) => {
    expect(parseDotenv(text)).toMatchObject({ problems: [] });
    expect(valuesOf(text)).toEqual(values);
  });

  it.each([
    ["A=1\nnonsense\nB=2", 2, "Must be KEY=value"],
    ["A=1\n\n=2", 3, "Must be KEY=value"],
    ["A b=1", 1, "Must be KEY=value"],
    ["X=1\nA='open\nB=2", 2, "The value opens a ' that nothing closes"],
    ['A="x" y', 1, 'Only a comment may follow the closing "'],
  ])("%j is refused at line %d, and what else it holds is read", (text, line, message) => {
    expect(parseDotenv(text).problems[0]).toEqual({ line, message });
  });

  it("says where each entry begins", () => {
    expect(parseDotenv("\nA='1\n2\n3'\n\nB=2").entries.map(({ line }) => line)).toEqual([2, 6]);
  });

  const secret = fc.record({
    key: fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/),
    value: fc.string({ unit: fc.oneof(fc.constantFrom(..."'\"\\\n\r\t #$`=a"), fc.string({ maxLength: 1 })) }),
    comment: fc.string({ unit: fc.constantFrom(..."a#\n\r='\"") }),
  });

  it("is read back exactly as it was written", () => {
    fc.assert(
      fc.property(fc.array(secret), (secrets) => {
        const { entries, problems } = parseDotenv(formatDotenv(secrets));
        expect(problems).toEqual([]);
        expect(entries.map(({ key, value }) => ({ key, value }))).toEqual(
          secrets.map(({ key, value }) => ({ key, value })),
        );
      }),
    );
  });

  it("is read by a shell as it was written", () => {
    const secrets = [
      { key: "A", value: 'it\'s "5$" `x` \\n ${B}\nline' },
      { key: "B", value: "plain" },
      { key: "C", value: "  two  # blanks" },
    ];
    const script = `${formatDotenv(secrets)}printf '%s\\0' "$A" "$B" "$C"`;
    expect(execFileSync("sh", ["-c", script]).toString()).toBe(secrets.map(({ value }) => `${value}\0`).join(""));
  });

  it("whatever it holds is read without failing, and problems name a line it has", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."A='\"\\\n# export") }), (text) => {
        const lineCount = text.split("\n").length;
        for (const { line } of parseDotenv(text).problems) expect(line).toBeLessThanOrEqual(lineCount);
      }),
    );
  });

  it("leaves out keys it cannot hold, and says so", () => {
    const text = formatDotenv([{ key: "a b", value: "x" }]);
    expect(text).toContain('"a b" is left out');
    expect(parseDotenv(text)).toEqual({ entries: [], problems: [] });
  });
});
