import { stringify } from "yaml";
import { UsageError } from "../exit-codes.ts";

export type Values = ReadonlyMap<string, string>;

/** Names and values as text that others read back to exactly these. @throws UsageError for what a format cannot hold. */
export const FORMATS: Record<string, (values: Values) => string> = {
  dotenv: (values) => lines(values, dotenvLine),
  shell: (values) => lines(values, (name, value) => `export ${shellName(name)}=${shellQuoted(value)}`),
  json: (values) => `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`,
  yaml: (values) => stringify(Object.fromEntries(values)),
};

function lines(values: Values, toLine: (name: string, value: string) => string): string {
  return [...values].map(([name, value]) => `${toLine(name, value)}\n`).join("");
}

/** In quotes that a shell takes nothing in for anything else. */
export function shellQuoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function shellName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new UsageError(`${name} cannot be a variable's name; use json or yaml`);
  return name;
}

/** Readers differ in what they take for special inside double quotes, and in none of it inside the other two. */
function dotenvLine(name: string, value: string): string {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new UsageError(`${name} cannot be a variable's name; use json or yaml`);
  if (/^[\w./:@%+,=-]*$/.test(value)) return `${name}=${value}`;
  const quote = ["'", "`", '"'].find((mark) => !value.includes(mark));
  const isPlain = quote !== undefined && !value.includes("\r") && (quote !== '"' || !/[\\$]/.test(value));
  if (!isPlain) throw new UsageError(`the value of ${name} cannot be written as dotenv; use json, yaml or shell`);
  return `${name}=${quote}${value}${quote}`;
}
