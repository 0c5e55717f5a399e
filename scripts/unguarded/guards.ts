import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../test/run-program.ts";

/** A place in a use-case where it is asked whether the caller may. */
export interface Guard {
  /** From the root of the repository. */
  file: string;
  /** From 1. */
  line: number;
  text: string;
}

const CALL = /(?:\w+\.)?\b(?:authorize|assertMayImpersonate|assertWithin|assertRolesWithin|assertNothingOpened)\(/;
const DEFINITION = /\bfunction\b|\bauthorize\((?:permission|\.\.\.)|=>\s*assertWithin\(|:\s*void;/;

/** Every guard of the core, in the order of the files. */
export function findGuards(): Guard[] {
  const files = globSync("packages/core/src/**/*.ts", { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  return files.sort().flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .map((text, index) => ({ file, line: index + 1, text: text.trim() }))
      .filter(({ text }) => CALL.test(text) && !DEFINITION.test(text) && !/^(?:\*|\/\/|\/\*)/.test(text)),
  );
}

/** The line with its guard taken out: whatever it asks, the answer is yes. */
export function withoutGuard(line: string): string {
  return line.replace(CALL, "((..._asked: unknown[]) => undefined)(");
}
