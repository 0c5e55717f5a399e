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

/** Quoted so that a shell expands nothing in it. */
export function shellQuoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function shellName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new UsageError(`${name} cannot be a variable's name; use json or yaml`);
  return name;
}

/**
 * A line that Node, the usual libraries and a shell read alike. They differ in what is special inside double quotes;
 * and the backtick, which is a quote to some, has a shell run what is inside.
 */
function dotenvLine(name: string, value: string): string {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new UsageError(`${name} cannot be a variable's name; use json or yaml`);
  if (/^[\w./:@%+,=-]*$/.test(value)) return `${name}=${value}`;
  if (!/['\r]/.test(value)) return `${name}='${value}'`;
  if (!/["\\$`\r]/.test(value)) return `${name}="${value}"`;
  throw new UsageError(`the value of ${name} cannot be written as dotenv; use json, yaml or shell`);
}
