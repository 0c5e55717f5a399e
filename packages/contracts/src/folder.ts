import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Description } from "./fields/name.ts";
import { FolderName, SecretPath } from "./fields/secret-path.ts";
import { SecretScope } from "./secret.ts";

/** How many folders an environment may have, the root included. */
export const MAX_FOLDERS = 10_000;

/** `secretPath` is the folder the new one is made in; folders missing on the way are made as well. */
export const CreateFolderInput = SecretScope.extend({
  secretPath: SecretPath.default("/"),
  name: FolderName,
  description: Description.default(""),
});
export type CreateFolderInput = z.output<typeof CreateFolderInput>;

export const FolderRef = z.object({ projectId: Id, folderId: Id });
export type FolderRef = z.output<typeof FolderRef>;

export const UpdateFolderInput = FolderRef.extend({
  name: FolderName.optional(),
  description: Description.optional(),
});
export type UpdateFolderInput = z.output<typeof UpdateFolderInput>;

/** Secrets and folders below `secretPath`, at any depth when recursive. */
export const ListFoldersInput = SecretScope.extend({ isRecursive: z.boolean().default(false) });
export type ListFoldersInput = z.output<typeof ListFoldersInput>;

export const FolderOutput = z.object({
  id: z.string(),
  projectId: z.string(),
  environmentId: z.string(),
  /** Its slug, and beside it the name. */
  environment: z.string(),
  environmentName: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  path: z.string(),
  description: z.string(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type FolderOutput = z.output<typeof FolderOutput>;

/** What goes with a folder or an environment when it is deleted. */
export const DeletionImpact = z.object({
  /** The folders below. */
  folderCount: z.number(),
  /** The secrets in it and in the folders below. */
  secretCount: z.number(),
  /** The folders elsewhere that import from it: their imports end. */
  importedBy: z.array(z.object({ environment: z.string(), secretPath: z.string() })),
});
export type DeletionImpact = z.output<typeof DeletionImpact>;

export const FolderList = z.object({ items: z.array(FolderOutput) });
export type FolderList = z.output<typeof FolderList>;
