import { ProjectExport } from "@podpass/contracts";
import { z } from "zod";

/** The page holds all of it in memory. A larger project is exported environment by environment. */
export const MAX_DOCUMENT_BYTES = 100 * 1024 * 1024;

const MAX_PROBLEMS = 10;

/** A document, or why the text is not one: in sentences that name field and rule. */
export type ReadDocument = { document: ProjectExport } | { problems: [string, ...string[]] };

const Format = z.looseObject({ format: z.literal("podpass-project"), version: z.unknown() });

/** Reads the text that an export of a project wrote. */
export function readProjectDocument(text: string): ReadDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: ["The file is no JSON. An export that broke off has no end: export again."] };
  }
  const ofFormat = Format.safeParse(json);
  if (!ofFormat.success) {
    return { problems: ["The file is no export of a project. Keys and values alone are for “Add many”."] };
  }
  if (ofFormat.data.version !== 1) return { problems: ["The file is of a later version of Podpass than this one."] };
  const { success, data, error } = ProjectExport.safeParse(json);
  if (success) return { document: data };
  const [first = "The file cannot be read.", ...others] = error.issues.map(
    ({ path, message }) => `${path.join(".") || "The document"}: ${message}`,
  );
  const rest = others.length + 1 - MAX_PROBLEMS;
  const more = rest > 0 ? [`And ${rest.toLocaleString("en")} more.`] : [];
  return { problems: [first, ...others.slice(0, MAX_PROBLEMS - 1), ...more] };
}
