import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../test/run-program.ts";

/** Something in the core that keeps somebody out, and that can be left out while a test runs. */
export interface Place {
  /** `file:line what`, the file from the root of the repository; which of them when a line has several. */
  id: string;
  /** A question whether the caller may; one whether they hold what they hand on; a tenant that a query is limited to. */
  kind: "permission" | "boundary" | "tenant";
}

interface Rule {
  kind: Place["kind"];
  pattern: RegExp;
  /** Only in the conditions of queries. */
  isOfQuery?: true;
  without(found: string, isLeftOut: string): string;
}

/** Assertions that keep nobody out, and what they are for. Every other one is a guard. */
export const NOT_A_GUARD: Readonly<Record<string, string>> = {
  assertCaCertificate: "tells a typing error from a certificate",
  assertExpectedVersion: "keeps two who change a secret at once from overwriting each other",
  assertNoCycle: "keeps imports from being read without end",
  assertRoom: "bounds the open connections of those who were let in",
  assertRootKeys: "keeps a rotation from beginning without a root key it needs",
  assertUnused: "keeps a role that is held from being deleted",
};

// A call without its guard: whatever it asks, the answer is yes. A condition that is undefined is one that all rows meet.
const call: Rule["without"] = (callee, isLeftOut) => `(${isLeftOut} ? () => undefined : ${callee})`;
const suffixes = Object.keys(NOT_A_GUARD)
  .map((name) => name.replace("assert", ""))
  .join("|");
const RULES: readonly Rule[] = [
  // Without a receiver and with a parameter's name it is a definition.
  { kind: "permission", pattern: /\w+\.authorize(?=\()|(?<!\.)\bauthorize(?=\((?!permission|\.\.\.))/g, without: call },
  {
    kind: "permission",
    // Of what another call answers, which has to be made all the same.
    pattern: /(?<=\))\.authorize(?=\()/g,
    without: (_found, isLeftOut) => `[${isLeftOut} ? "valueOf" : "authorize"]`,
  },
  {
    kind: "permission",
    pattern: /(?<![.\w])can(?=\()/g,
    without: (callee, isLeftOut) => `(${isLeftOut} ? () => true : ${callee})`,
  },
  {
    kind: "boundary",
    // Neither functions and methods themselves nor their types.
    pattern: new RegExp(
      `(?<!function |async |\\.)\\b(?:scope\\.)?assert(?!(?:${suffixes})\\b)\\w+(?=\\()(?!.*: (?:void|Promise<\\w+>);)`,
      "g",
    ),
    without: call,
  },
  { kind: "tenant", pattern: /principal\.assertExists(?=\()/g, without: call },
  {
    kind: "tenant",
    // Prisma wants every part of a key that has several.
    pattern: /(?<!_\w+: \{ (?:\w+, )?)(?<=(?<!\$)[{,]\s*)(?:organizationId|projectId)(?:: filter\.\w+)?(?=\s*[,}])/g,
    isOfQuery: true,
    without: (found, isLeftOut) => {
      const [name = "", value = name] = found.split(": ");
      return `${name}: ${isLeftOut} ? undefined : ${value}`;
    },
  },
  {
    kind: "tenant",
    pattern: /(?:\w+\.)?organization_id = \$\{(?:filter\.)?organizationId\}::uuid/g,
    without: (found, isLeftOut) => `(\${${isLeftOut}}::boolean OR ${found})`,
  },
];
const QUERY = /\b(?:where|inOrganization)\s*[:=]\s*\{|\breturn \{/g;

/** Every place of the core, in the order of the files. */
export function findPlaces(): Place[] {
  return readCore().flatMap(({ file, code }) => withPlaces(file, code).places);
}

/** The core's files but its tests, named from the root of the repository. */
export function readCore(): { file: string; code: string }[] {
  const files = globSync("packages/core/src/**/*.ts", { cwd: root, exclude: ["**/*.test.ts", "**/no-way-up/**"] });
  return files.sort().map((file) => ({ file, code: readFileSync(join(root, file), "utf8") }));
}

/** The code with each of its places such that it can be left out, by `podpassPlaces`, and which these are. */
export function withPlaces(file: string, code: string): { code: string; places: Place[] } {
  const queries = file.endsWith(".repository.ts")
    ? [...code.matchAll(QUERY)]
        .map((query) => blockAt(code, query))
        .filter(([from, to]) => !code.slice(from, to).includes("db."))
    : [];
  const found = RULES.flatMap(({ kind, pattern, isOfQuery, without }) =>
    [...code.matchAll(pattern)]
      .filter(({ index }) => !isOfQuery || queries.some(([from, to]) => from < index && index < to))
      .filter(({ index }) => !isComment(lineAt(code, index)))
      .map(({ 0: text, index }) => ({ text, index, name: `${file}:${lineOf(code, index)} ${/\w[\w.]*/.exec(text)}` }))
      .map(({ text, index, name }, at, all) => {
        const earlier = all.slice(0, at).filter((other) => other.name === name).length;
        const id = earlier === 0 ? name : `${name} ${earlier + 1}`;
        const isLeftOut = `globalThis.podpassPlaces.isLeftOut(${JSON.stringify(id)})`;
        return { place: { id, kind }, index, text, instead: without(text, isLeftOut) };
      }),
  ).sort((one, other) => other.index - one.index);
  const changed = found.reduce(
    (text, { index, text: part, instead }) => text.slice(0, index) + instead + text.slice(index + part.length),
    code,
  );
  return { code: changed, places: found.map(({ place }) => place).reverse() };
}

/** From the brace that the match ends with to the one that closes it. */
function blockAt(code: string, { 0: text, index }: RegExpExecArray): [from: number, to: number] {
  const from = index + text.length - 1;
  let depth = 0;
  for (let to = from; to < code.length; to += 1) {
    depth += code[to] === "{" ? 1 : code[to] === "}" ? -1 : 0;
    if (depth === 0) return [from, to];
  }
  return [from, code.length];
}

function lineOf(code: string, index: number): number {
  return code.slice(0, index).split("\n").length;
}

function lineAt(code: string, index: number): string {
  return code.slice(code.lastIndexOf("\n", index) + 1, code.indexOf("\n", index)).trim();
}

function isComment(line: string): boolean {
  return /^(?:\*|\/\/|\/\*)/.test(line);
}
