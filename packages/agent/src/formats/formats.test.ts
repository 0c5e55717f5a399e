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
  ["QUOTE", `it's "so"`],
  ["DOLLAR", "$HOME `id` $(id)"],
  ["LINES", "-----BEGIN-----\nabc\n-----END-----\n"],
  ["BACKSLASH", "a\\nb\\"],
  ["NUMBER", "007"],
  ["WORD", "yes"],
  ["UNICODE", "grüße ✓"],
]);
const write = (format: string, values: ReadonlyMap<string, string>) => FORMATS[format]?.(values) ?? "";

describe("what is exported is read back as it was", () => {
  test("from dotenv, by Node's own reader", () => {
    expect(new Map(Object.entries(parseEnv(write("dotenv", VALUES))))).toEqual(VALUES);
  });

  test("from JSON and YAML", () => {
    expect(new Map(Object.entries(JSON.parse(write("json", VALUES))))).toEqual(VALUES);
    expect(new Map(Object.entries(parse(write("yaml", VALUES))))).toEqual(VALUES);
  });

  test("from shell, by sh", () => {
    const read = [...VALUES.keys()].map((name) => `printf '%s\\0' "$${name}"`).join("\n");
    const output = execFileSync("sh", ["-eu"], { input: write("shell", VALUES) + read, encoding: "utf8" });
    expect(output.split("\0").slice(0, -1)).toEqual([...VALUES.values()]);
  });
});

test.each([
  ["dotenv", "A B", "x"],
  ["dotenv", "A", `'"\``],
  ["dotenv", "A", "a\rb"],
  ["shell", "A-B; id", "x"],
])("%s refuses what it cannot hold (%j), and does not tell the value", (format, name, value) => {
  const secret = `${value}hunter2`;
  expect(() => write(format, new Map([[name, secret]]))).toThrow(UsageError);
  expect(() => write(format, new Map([[name, secret]]))).not.toThrow("hunter2");
});
