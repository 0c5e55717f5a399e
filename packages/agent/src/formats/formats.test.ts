import { execFileSync } from "node:child_process";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { UsageError } from "../exit-codes.ts";
import { FORMATS } from "./formats.ts";

const VALUES = new Map([
  ["PLAIN", "value"],
  ["EMPTY", ""],
  ["SPACES", "  a b  "],
  ["HASH", "a # b"],
  ["APOSTROPHE", "it's # so"],
  ["QUOTE", '{"a": "b"}'],
  ["DOLLAR", "$HOME `id` $(id)"],
  ["LINES", "-----BEGIN-----\nabc\n-----END-----\n"],
  ["BACKSLASH", "a\\nb\\"],
  ["NUMBER", "007"],
  ["WORD", "yes"],
  ["UNICODE", "grüße ✓"],
]);
const write = (format: string, values: ReadonlyMap<string, string>) => FORMATS[format]?.(values) ?? "";

const TWO_QUOTES = `it's "so"`;

describe("what is exported is read back as it was", () => {
  test("from dotenv, by Node's own reader", () => {
    expect(new Map(Object.entries(parseEnv(write("dotenv", VALUES))))).toEqual(VALUES);
  });

  test("from JSON and YAML", () => {
    const values = new Map([...VALUES, ["BOTH", TWO_QUOTES]]);
    expect(new Map(Object.entries(JSON.parse(write("json", values))))).toEqual(values);
    expect(new Map(Object.entries(parse(write("yaml", values))))).toEqual(values);
  });

  test.each(["shell", "dotenv"])("from %s, by sh", (format) => {
    const read = [...VALUES.keys()].map((name) => `printf '%s\\0' "$${name}"`).join("\n");
    const output = execFileSync("sh", ["-eu"], { input: write(format, VALUES) + read, encoding: "utf8" });
    expect(output.split("\0").slice(0, -1)).toEqual([...VALUES.values()]);
  });
});

test.each([
  ["dotenv", "A B", "x"],
  ["dotenv", "A", TWO_QUOTES],
  ["dotenv", "A", "'$(id)"],
  ["dotenv", "A", "'`id`"],
  ["dotenv", "A", "a\rb"],
  ["shell", "A-B; id", "x"],
])("%s refuses what it cannot hold (%j), and does not tell the value", (format, name, value) => {
  const secret = `${value}hunter2`;
  expect(() => write(format, new Map([[name, secret]]))).toThrow(UsageError);
  expect(() => write(format, new Map([[name, secret]]))).not.toThrow("hunter2");
});
