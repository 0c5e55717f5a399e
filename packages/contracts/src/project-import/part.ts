import { z } from "zod";
import { ProjectRef } from "../project.ts";
import {
  ExportedEnvironment,
  ExportedFolder,
  ExportedImport,
  ExportedProjectSecret,
  ExportedTag,
} from "../project-export.ts";
import { SecretChange } from "../secret.ts";

/** How many secrets one call may bring: each is written with its history and its audit event, within seconds. */
export const MAX_SECRETS_OF_IMPORT_PART = 250;
/**
 * How many environments, folders, tags and imports each. A part of imports, which are the dearest, must be written well
 * within the time that a transaction may last, also on a busy machine.
 */
export const MAX_OTHERS_OF_IMPORT_PART = 40;

function listOf<Item extends z.ZodType>(item: Item, max = MAX_OTHERS_OF_IMPORT_PART) {
  return z.array(item).max(max, `Must be at most ${max}`).default([]);
}

const Part = ProjectRef.extend({
  environments: listOf(ExportedEnvironment),
  tags: listOf(ExportedTag),
  folders: listOf(ExportedFolder),
  imports: listOf(ExportedImport),
}).strict();

function hasDistinctPlaces({ secrets }: { secrets: ExportedProjectSecret[] }): boolean {
  const places = secrets.map(({ environment, secretPath, key }) => JSON.stringify([environment, secretPath, key]));
  return new Set(places).size === places.length;
}
const DISTINCT = { path: ["secrets"], message: "Must not name a secret twice" };

/** A part of a document as somebody is about to write it. */
export const PreviewProjectImportInput = Part.extend({
  secrets: listOf(ExportedProjectSecret, MAX_SECRETS_OF_IMPORT_PART),
}).refine(hasDistinctPlaces, DISTINCT);
export type PreviewProjectImportInput = z.output<typeof PreviewProjectImportInput>;

/** `refused`: it is not there, and the caller may not make it; or the caller may not know whether it is there. */
const State = z.enum(["new", "present", "refused"]);

/** What writing a part would mean; each list in the order of the part's. */
export const ProjectImportPreview = z.object({
  environments: z.array(State),
  tags: z.array(State),
  folders: z.array(State),
  /** Whether the folder it imports from is there already. */
  imports: z.array(z.object({ state: State, hasSource: z.boolean() })),
  secrets: z.array(
    z.object({
      /** `unreadable` when the caller may not read the value that is there. */
      state: z.enum(["new", "changed", "same", "unreadable"]),
      /** Of the secret that is there. */
      version: z.number().nullable(),
      /** Whether the caller may make it or, when it is there, change it. */
      isAllowed: z.boolean(),
    }),
  ),
});
export type ProjectImportPreview = z.output<typeof ProjectImportPreview>;

/** A secret that is new or, with the version somebody has seen, takes the place of what is there. */
export const ImportedSecret = ExportedProjectSecret.extend({ expectedVersion: SecretChange.shape.expectedVersion });
export type ImportedSecret = z.output<typeof ImportedSecret>;

/** A part of a document, written all or none. */
export const ImportProjectInput = Part.extend({ secrets: listOf(ImportedSecret, MAX_SECRETS_OF_IMPORT_PART) }).refine(
  hasDistinctPlaces,
  DISTINCT,
);
export type ImportProjectInput = z.output<typeof ImportProjectInput>;

/** How many of each were written; the others were there. */
export const ProjectImported = z.object({
  environments: z.number(),
  tags: z.number(),
  folders: z.number(),
  imports: z.number(),
  secrets: z.number(),
});
export type ProjectImported = z.output<typeof ProjectImported>;
