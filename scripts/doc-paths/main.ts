// Fails when README.md, CONTRIBUTING.md or a page of docs/ names a path of the repository that is not there.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findMissingPaths } from "./find-missing-paths.ts";

const root = join(import.meta.dirname, "..", "..");
const documents = globSync(["README.md", "CONTRIBUTING.md", "docs/**/*.md"], { cwd: root }).sort();

for (const document of documents) {
  const markdown = readFileSync(join(root, document), "utf8");
  for (const { line, path } of findMissingPaths(markdown, (relative) => existsSync(join(root, relative)))) {
    console.error(`${document}:${line} names ${path}, which is not there`);
    process.exitCode = 1;
  }
}
