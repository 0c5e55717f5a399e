import { z } from "zod";
import { ExistingPath, ExistingSlug } from "./fields/existing.ts";
import { Id } from "./fields/ids.ts";
import { SecretScope } from "./secret.ts";

export const MAX_IMPORTS_OF_FOLDER = 50;

/** Where imported secrets come from. */
const Source = z.object({ environment: ExistingSlug, secretPath: ExistingPath.default("/") });

/** All secrets of the source become readable in the folder; those of the folder itself win. */
export const CreateSecretImportInput = SecretScope.extend({ source: Source });
export type CreateSecretImportInput = z.output<typeof CreateSecretImportInput>;

export const SecretImportRef = z.object({ projectId: Id, importId: Id });
export type SecretImportRef = z.output<typeof SecretImportRef>;

/** Of two imports that have a key the one at the higher position wins. */
export const UpdateSecretImportInput = SecretImportRef.extend({
  source: Source.optional(),
  position: z.int().min(1).max(MAX_IMPORTS_OF_FOLDER).optional(),
});
export type UpdateSecretImportInput = z.output<typeof UpdateSecretImportInput>;

export const SecretImportOutput = z.object({
  id: z.string(),
  projectId: z.string(),
  folderId: z.string(),
  environment: z.string(),
  secretPath: z.string(),
  position: z.number(),
  source: z.object({
    folderId: z.string(),
    environmentId: z.string(),
    environmentName: z.string(),
    environment: z.string(),
    secretPath: z.string(),
  }),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type SecretImportOutput = z.output<typeof SecretImportOutput>;

export const SecretImportList = z.object({ items: z.array(SecretImportOutput) });
export type SecretImportList = z.output<typeof SecretImportList>;
