import { NotFoundError } from "@podpass/sdk";
import { UsageError } from "../exit-codes.ts";
import { shellQuoted } from "../formats/formats.ts";

/** A template that cannot be read; the message names the line. */
export class TemplateError extends UsageError {}

type Filter = (value: string) => string;

const FILTERS: Record<string, Filter> = {
  json: (value) => JSON.stringify(value),
  shell: shellQuoted,
  base64: (value) => Buffer.from(value).toString("base64"),
  trim: (value) => value.trim(),
};

type Part =
  | { kind: "text"; text: string }
  | { kind: "secret"; name: string; filter: Filter; line: number }
  | { kind: "key"; filter: Filter }
  | { kind: "value"; filter: Filter }
  | { kind: "each"; body: Part[] };

/** Text with places for secrets; the README describes the language. */
export interface Template {
  /** @throws NotFoundError, with the line, when a secret it names is missing. */
  render(secrets: ReadonlyMap<string, string>): string;
}

/** A tag, a doubled pair of braces that stands for a pair, or the text up to the next of them. */
const TOKEN = /\{\{\{\{|\{\{-?.*?-?\}\}|(?:(?!\{\{).)+|\{\{/gs;
const TAG = /^\{\{-?\s*(?<inside>.*?)\s*-?\}\}$/s;
const EXPRESSION = /^(?:"(?<quoted>[^"]+)"|(?<name>[\w.-]+))(?:\s*\|\s*(?<filter>\w+))?$/;

/** @throws TemplateError with the line of what cannot be read. */
export function parseTemplate(source: string): Template {
  const root: Part[] = [];
  let parts = root;
  let line = 1;
  let eachLine = 0;
  for (const token of trimmed([...source.matchAll(TOKEN)].map(([text]) => text))) {
    const inside = TAG.exec(token.text)?.groups?.inside;
    if (token.source === "{{") throw new TemplateError(`line ${line}: {{ is not closed`);
    if (inside === undefined) parts.push({ kind: "text", text: token.text === "{{{{" ? "{{" : token.text });
    else if (inside === "each") {
      if (parts !== root) throw new TemplateError(`line ${line}: {{ each }} inside another one`);
      const body: Part[] = [];
      root.push({ kind: "each", body });
      [parts, eachLine] = [body, line];
    } else if (inside === "end") {
      if (parts === root) throw new TemplateError(`line ${line}: {{ end }} without {{ each }}`);
      parts = root;
    } else parts.push(expression(inside, line, parts !== root));
    line += token.source.split("\n").length - 1;
  }
  if (parts !== root) throw new TemplateError(`line ${eachLine}: {{ each }} without {{ end }}`);
  return { render: (secrets) => root.map((part) => fill(part, secrets, null)).join("") };
}

/** A dash inside the braces takes the white space on its side away. */
function trimmed(sources: string[]): { source: string; text: string }[] {
  return sources.map((source, index) => {
    if (source.startsWith("{{")) return { source, text: source };
    const before = sources[index - 1]?.endsWith("-}}") ? source.trimStart() : source;
    return { source, text: sources[index + 1]?.startsWith("{{-") ? before.trimEnd() : before };
  });
}

function expression(inside: string, line: number, isInEach: boolean): Part {
  const { quoted, name, filter: filterName } = EXPRESSION.exec(inside)?.groups ?? {};
  const filter =
    filterName === undefined ? String : Object.hasOwn(FILTERS, filterName) ? FILTERS[filterName] : undefined;
  if (!filter) throw new TemplateError(`line ${line}: filters are ${Object.keys(FILTERS).join(", ")}`);
  if (isInEach && (name === "key" || name === "value")) return { kind: name, filter };
  const secret = quoted ?? name;
  if (secret === undefined) throw new TemplateError(`line ${line}: a tag holds a secret's name, each or end`);
  return { kind: "secret", name: secret, filter, line };
}

function fill(part: Part, secrets: ReadonlyMap<string, string>, current: readonly [string, string] | null): string {
  if (part.kind === "text") return part.text;
  if (part.kind === "each") {
    return [...secrets].map((entry) => part.body.map((inner) => fill(inner, secrets, entry)).join("")).join("");
  }
  if (part.kind === "key") return part.filter(current?.[0] ?? "");
  if (part.kind === "value") return part.filter(current?.[1] ?? "");
  const value = secrets.get(part.name);
  if (value === undefined) {
    throw new NotFoundError(`line ${part.line}: there is no secret ${part.name}`, { status: 404 });
  }
  return part.filter(value);
}
