import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/**
 * Puts a run's tables into a document of docs/, between the two marks that say what they are.
 * @throws Error when the document has no such marks
 */
export async function writeTables(document: string, markdown: string): Promise<void> {
  const path = join(ROOT, "docs", document);
  const text = await readFile(path, "utf8");
  const [before, rest] = text.split("<!-- measured -->\n");
  const after = rest?.split("<!-- /measured -->")[1];
  if (before === undefined || after === undefined) throw new Error(`docs/${document} has no place for the tables`);
  await writeFile(path, `${before}<!-- measured -->\n\n${markdown}\n\n<!-- /measured -->${after}`);
}

/** Leaves a run's result as JSON in the folder of the command's name. @returns where */
export async function writeJson(file: string, result: unknown): Promise<string> {
  const path = join(ROOT, file);
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}
