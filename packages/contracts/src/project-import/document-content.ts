import { namesOfPath, pathOfNames } from "../fields/secret-path.ts";
import type {
  ExportedEnvironment,
  ExportedFolder,
  ExportedImport,
  ExportedProjectSecret,
  ExportedTag,
  ProjectExport,
} from "../project-export.ts";

interface Contents<Secret> {
  environments: ExportedEnvironment;
  tags: ExportedTag;
  folders: ExportedFolder;
  secrets: Secret;
  imports: ExportedImport;
}

/** What there is to write, kind by kind in the order it is written: each needs only what comes before it. */
export type ImportContent<Secret = ExportedProjectSecret> = {
  [Kind in keyof Contents<Secret>]: Contents<Secret>[Kind][];
};

/** The kinds of it, in that order. */
export const IMPORT_KINDS = ["environments", "tags", "folders", "secrets", "imports"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/**
 * What a document holds, with the tags and folders that its secrets and imports name and it does not list: whoever exported
 * may have been allowed to read the one and not the other.
 */
export function contentOf({ environments, tags, folders, secrets, imports }: ProjectExport): ImportContent {
  const slugs = new Set(secrets.flatMap((secret) => secret.tags));
  for (const { slug } of tags) slugs.delete(slug);
  return {
    environments,
    tags: [...tags, ...[...slugs].map((slug) => ({ slug, color: "" }))],
    folders: withFoldersOf(folders, [...folders, ...secrets, ...imports]),
    secrets,
    imports,
  };
}

interface Place {
  environment: string;
  secretPath: string;
}

/** Those folders and the ones on the way to places, parents before children. */
function withFoldersOf(folders: readonly ExportedFolder[], places: readonly Place[]): ExportedFolder[] {
  const all = new Map<string, ExportedFolder>();
  for (const { environment, secretPath } of places) {
    const names = namesOfPath(secretPath);
    for (let depth = 1; depth <= names.length; depth++) {
      const path = pathOfNames(names.slice(0, depth));
      all.set(environment + path, { environment, secretPath: path, description: "" });
    }
  }
  for (const folder of folders) all.set(folder.environment + folder.secretPath, folder);
  return [...all.values()];
}
