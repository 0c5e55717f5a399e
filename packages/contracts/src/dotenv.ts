/** A secret as a file names it, and the line it begins at. */
export interface FileEntry {
  key: string;
  value: string;
  line: number;
}

/** What of a file could not be read. Lines count from 1. */
export interface FileProblem {
  line: number;
  message: string;
}

export interface ParsedFile {
  entries: FileEntry[];
  problems: FileProblem[];
}

/** Keys that can be written in a `.env` file. */
const DOTENV_KEY = /^[A-Za-z0-9_.-]+$/;
const PLAIN_VALUE = /^[A-Za-z0-9_.,:@%+/=-]*$/;
const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$", "`": "`" };

// Sticky: each matches where the reading has got to.
const ASSIGNMENT = /[ \t]*(?:export[ \t]+)?([A-Za-z0-9_.-]+)[ \t]*=[ \t]*/y;
const SINGLE_QUOTED = /'([^']*)'/y;
const DOUBLE_QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const NOTHING_MORE = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const REST_OF_LINE = /([^\n]*)(?:\n|$)/y;

/**
 * Reads a `.env` file as a POSIX shell and the usual dotenv libraries agree on it: `KEY=value`, with `export` before it
 * or not; `#` begins a comment at a line's start or after a blank; in '…' everything stays as it is, in "…" a backslash
 * stands before \n, \r, \t, ", \, $ and `; both may go over several lines. Nothing is expanded. What cannot be read is
 * told with its line, and nothing is guessed. Line ends are \n in what it returns.
 */
export function parseDotenv(file: string): ParsedFile {
  const text = file.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const entries: FileEntry[] = [];
  const problems: FileProblem[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const read = readLine(text, at);
    if ("message" in read) problems.push({ line, message: read.message });
    else if (read.entry) entries.push({ ...read.entry, line });
    line += text.slice(at, read.end).split("\n").length - 1;
    at = read.end;
  }
  return { entries, problems };
}

/** What stands at a line's start, and where the next line begins. */
type ReadLine = { end: number } & ({ entry: { key: string; value: string } | null } | { message: string });

function readLine(text: string, at: number): ReadLine {
  const nothing = matchAt(NOTHING_MORE, text, at);
  if (nothing) return { end: nothing.end, entry: null };
  const assignment = matchAt(ASSIGNMENT, text, at);
  const [restOfLine, end] = readRest(text, assignment?.end ?? at);
  if (!assignment) return { end, message: "Must be KEY=value" };
  const key = assignment.group;
  const quote = restOfLine[0];
  if (quote !== "'" && quote !== '"') {
    return { end, entry: { key, value: restOfLine.replace(/(?:^|[ \t]+)#.*$/, "").trimEnd() } };
  }
  const quoted = matchAt(quote === "'" ? SINGLE_QUOTED : DOUBLE_QUOTED, text, assignment.end);
  if (!quoted) return { end, message: `The value opens a ${quote} that nothing closes` };
  const tail = matchAt(NOTHING_MORE, text, quoted.end);
  if (!tail) return { end: readRest(text, quoted.end)[1], message: `Only a comment may follow the closing ${quote}` };
  return { end: tail.end, entry: { key, value: quote === "'" ? quoted.group : replaceEscapes(quoted.group) } };
}

function matchAt(pattern: RegExp, text: string, at: number): { group: string; end: number } | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match && { group: match[1] ?? "", end: at + match[0].length };
}

function readRest(text: string, at: number): [rest: string, end: number] {
  const rest = matchAt(REST_OF_LINE, text, at);
  return rest ? [rest.group, rest.end] : ["", text.length];
}

/** A backslash before anything else stands for itself. */
function replaceEscapes(raw: string): string {
  return raw.replace(/\\(.)/gs, (both, escaped: string) => ESCAPES[escaped] ?? both);
}

/**
 * Writes what `parseDotenv` reads back exactly, and a POSIX shell as well. Comments go above. A key that no `.env` file
 * can hold is left out, and a comment in its place says so.
 */
export function formatDotenv(secrets: readonly { key: string; value: string; comment?: string }[]): string {
  return secrets
    .map(({ key, value, comment = "" }) => {
      const above =
        comment === ""
          ? ""
          : `${comment
              .split(/\r\n?|\n/)
              .map((line) => `# ${line}`)
              .join("\n")}\n`;
      if (!DOTENV_KEY.test(key))
        return `${above}# ${JSON.stringify(key)} is left out: no .env file can hold such a key\n`;
      return `${above}${key}=${quoteDotenv(value)}\n`;
    })
    .join("");
}

function quoteDotenv(value: string): string {
  if (PLAIN_VALUE.test(value)) return value;
  if (!/['\r]/.test(value)) return `'${value}'`;
  return `"${value.replace(/[\\"$`]/g, "\\$&").replace(/\r/g, "\\r")}"`;
}
