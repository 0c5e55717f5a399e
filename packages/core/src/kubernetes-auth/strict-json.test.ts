import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStrictJson } from "./strict-json.ts";

/** An object that knows its members in order, so that it can name one twice. */
type Text = { json: string; isTwice: boolean };
/**
 * Not a backslash alone: once the engine has seen an object with that key, its JSON.parse takes an escaped key of one
 * character at the same place for it (V8 of Node 24.21), so that it is no measure to compare with.
 */
const anyKey = fc
  .oneof(fc.constantFrom("a", "b", '"', "\\\\", "{", "}", ":", "", "__proto__"), fc.string())
  .filter((key) => key !== "\\");

/** A key in one of the ways JSON can spell it. */
const spell = (key: string, isEscaped: boolean) => {
  if (!isEscaped) return JSON.stringify(key);
  const units = Array.from({ length: key.length }, (_, index) => key.charCodeAt(index).toString(16).padStart(4, "0"));
  return `"${units.map((unit) => `\\u${unit}`).join("")}"`;
};

const { value: anyText } = fc.letrec<{ value: Text; leaf: Text; list: Text; object: Text }>((tie) => ({
  leaf: fc
    .oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
    .map((leaf) => ({ json: JSON.stringify(leaf), isTwice: false })),
  list: fc.array(tie("value"), { maxLength: 4 }).map((items) => ({
    json: `[${items.map((item) => item.json).join(",")}]`,
    isTwice: items.some((item) => item.isTwice),
  })),
  object: fc
    .array(fc.record({ key: anyKey, isEscaped: fc.boolean(), value: tie("value") }), { maxLength: 4 })
    .map((members) => ({
      json: `{ ${members.map(({ key, isEscaped, value }) => `${spell(key, isEscaped)} :${value.json}`).join(",\n")}}`,
      isTwice:
        new Set(members.map((member) => member.key)).size < members.length ||
        members.some((member) => member.value.isTwice),
    })),
  value: fc.oneof({ maxDepth: 4 }, tie("leaf"), tie("list"), tie("object")),
}));

describe("parseStrictJson", () => {
  it("refuses exactly the JSON in which some object names a key twice", () => {
    fc.assert(
      fc.property(anyText, ({ json, isTwice }) => {
        expect(parseStrictJson(json)).toEqual(
          isTwice ? { ok: false, problem: "names a key twice" } : { ok: true, value: JSON.parse(json) },
        );
      }),
      { numRuns: 500 },
    );
  });

  it("reads what JSON.stringify writes as JSON.parse does, and nothing JSON.parse refuses", () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, junk) => {
        expect(parseStrictJson(json)).toEqual({ ok: true, value: JSON.parse(json) });
        expect(parseStrictJson(`${json}${junk.trim()}x`)).toEqual({ ok: false, problem: "is not JSON" });
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"__proto__":1,"__proto__":2}',
    '[{"b":{"a":1,"c":"}","a":2}}]',
    '{"a":{"a":1},"a":2}',
    '{"":1,"":2}',
  ])("refuses %s", (json) => {
    expect(parseStrictJson(json).ok).toBe(false);
  });

  it.each(['{"a":{"a":1},"b":{"a":2}}', '[{"a":1},{"a":2}]', '{"a":"b","b":"a"}', '{"a":"\\",\\"a\\":1"}'])(
    "reads %s",
    (json) => {
      expect(parseStrictJson(json)).toEqual({ ok: true, value: JSON.parse(json) });
    },
  );

  it("reads a hostile text quickly and without running out of stack", () => {
    const usedBefore = process.cpuUsage();
    const depth = 30_000;
    for (const json of [
      `${"[".repeat(depth)}${"]".repeat(depth)}`,
      `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
      `"${"\\\\".repeat(30_000)}"`,
      `{${Array.from({ length: 6_000 }, (_, index) => `"k${index}":1`).join(",")}}`,
      `"${"a".repeat(65_000)}`,
    ])
      parseStrictJson(json);
    expect(process.cpuUsage(usedBefore).user).toBeLessThan(1_000_000);
  });
});
