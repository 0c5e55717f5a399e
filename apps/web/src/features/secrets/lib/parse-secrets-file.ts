import { type FileEntry, NewSecret, type ParsedFile, parseDotenv } from "@podpass/contracts";

export const FILE_FORMATS = ["env", "json", "yaml"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** 512 KB: what a call may carry, quoted and all. */
export const MAX_FILE_BYTES = 524_288;

/** By the file's name, else by how the text begins. */
export function guessFormat(text: string, fileName = ""): FileFormat {
  if (/\.json$/i.test(fileName)) return "json";
  if (/\.ya?ml$/i.test(fileName)) return "yaml";
  if (/\.env(?:\.|$)/i.test(fileName)) return "env";
  if (/^\s*\{/.test(text)) return "json";
  const first = text.split("\n").find((line) => /^\s*[^#\s]/.test(line)) ?? "";
  return /^[^=]*:(?:\s|$)/.test(first) ? "yaml" : "env";
}

/** Reads keys and values from a text; what cannot be read or cannot be a secret is told with its line. */
export async function parseSecretsFile(text: string, format: FileFormat): Promise<ParsedFile> {
  const { entries, problems } = format === "env" ? parseDotenv(text) : await parseMapping(text, format);
  const seen = new Map<string, number>();
  const valid: FileEntry[] = [];
  for (const { key, value, line } of entries) {
    const before = seen.get(key);
    const checked = NewSecret.pick({ key: true, value: true }).safeParse({ key, value });
    if (before !== undefined) problems.push({ line, message: `${key} stands at line ${before} already` });
    else if (checked.success) valid.push({ ...checked.data, line });
    else problems.push({ line, message: checked.error.issues.map((issue) => `${key}: ${issue.message}`).join(". ") });
    seen.set(key, before ?? line);
  }
  return { entries: valid, problems: problems.sort((a, b) => a.line - b.line) };
}

/** An object of texts, numbers and booleans; these stay as they are written. */
async function parseMapping(text: string, format: "json" | "yaml"): Promise<ParsedFile> {
  const { isMap, isScalar, LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const lineAt = (offset = 0) => Math.max(1, lines.linePos(offset).line);
  const schema = format === "json" ? "json" : "core";
  const document = parseDocument(text, { lineCounter: lines, schema, uniqueKeys: false, prettyErrors: false });
  const problems = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message }));
  if (problems.length === 0 && format === "json" && !isJson(text)) problems.push({ line: 1, message: "Is not JSON" });
  if (problems.length > 0 || document.contents === null) return { entries: [], problems };
  if (!isMap(document.contents)) {
    return { entries: [], problems: [{ line: 1, message: "Must be keys with their values, and nothing around them" }] };
  }
  const entries: FileEntry[] = [];
  for (const { key: keyNode, value: valueNode } of document.contents.items) {
    const key = isScalar(keyNode) ? textOf(keyNode) : null;
    const line = isScalar(keyNode) ? lineAt(keyNode.range?.[0]) : 1;
    const value = valueNode === null ? "" : isScalar(valueNode) ? textOf(valueNode) : null;
    if (key === null) problems.push({ line, message: "The key must be a text" });
    else if (value === null) problems.push({ line, message: `${key} must be a text, a number, true or false` });
    else entries.push({ key, value, line });
  }
  return { entries, problems };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Numbers as they are written: `1.0` does not become `1`, and a long id loses no digit. */
function textOf({ value, source }: { value: unknown; source?: string }): string | null {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? (source ?? String(value)) : null;
}
