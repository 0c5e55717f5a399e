import { z } from "zod";
import { ExistingKey, ExistingPath, ExistingSlug } from "./fields/existing.ts";
import { Id } from "./fields/ids.ts";
import {
  MAX_SECRETS_OF_BATCH,
  NewSecret,
  SecretChange,
  SecretComment,
  SecretKey,
  SecretScope,
  SecretValue,
} from "./secret.ts";

function isOfOneBatch(count: number): boolean {
  return count >= 1 && count <= MAX_SECRETS_OF_BATCH;
}

function hasDistinctKeys(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}

const SIZE = `Must be between 1 and ${MAX_SECRETS_OF_BATCH} secrets`;
const DISTINCT = "Must not name a secret twice";

/** Secrets of one folder that are new and such that are there already, written together. */
export const ApplySecretsInput = z
  .strictObject({
    ...SecretScope.shape,
    create: z.array(NewSecret).max(MAX_SECRETS_OF_BATCH, SIZE).default([]),
    update: z.array(SecretChange).max(MAX_SECRETS_OF_BATCH, SIZE).default([]),
  })
  .refine(({ create, update }) => isOfOneBatch(create.length + update.length), { path: ["create"], message: SIZE })
  .refine(({ create, update }) => hasDistinctKeys([...create, ...update].map(({ key }) => key)), {
    path: ["create"],
    message: DISTINCT,
  });
export type ApplySecretsInput = z.output<typeof ApplySecretsInput>;

/** What somebody is about to write. */
export const PreviewSecretsInput = SecretScope.extend({
  secrets: z
    .array(z.object({ key: SecretKey, value: SecretValue }))
    .min(1, SIZE)
    .max(MAX_SECRETS_OF_BATCH, SIZE)
    .refine((secrets) => hasDistinctKeys(secrets.map(({ key }) => key)), DISTINCT),
});
export type PreviewSecretsInput = z.output<typeof PreviewSecretsInput>;

/** What writing a value would mean; `unreadable` when the caller may not read the one that is there. */
const PreviewedSecret = z.object({
  key: z.string(),
  state: z.enum(["new", "changed", "same", "unreadable"]),
  /** Of the secret that is there. */
  version: z.number().nullable(),
});
export const SecretsPreview = z.object({ items: z.array(PreviewedSecret) });
export type SecretsPreview = z.output<typeof SecretsPreview>;

const Keys = z.array(ExistingKey).min(1, SIZE).max(MAX_SECRETS_OF_BATCH, SIZE).refine(hasDistinctKeys, DISTINCT);

/** A folder of an environment of the same project. */
const Destination = z.object({ environment: ExistingSlug, secretPath: ExistingPath.default("/") });

export const CopySecretsInput = SecretScope.extend({
  keys: Keys,
  to: Destination,
  /** What becomes of secrets that the destination has already. */
  whenPresent: z.enum(["refuse", "skip", "overwrite"]).default("refuse"),
});
export type CopySecretsInput = z.output<typeof CopySecretsInput>;

export const MoveSecretsInput = SecretScope.extend({ keys: Keys, to: Destination });
export type MoveSecretsInput = z.output<typeof MoveSecretsInput>;

/** How many of the secrets were written. */
export const SecretsWritten = z.object({ count: z.number() });
export type SecretsWritten = z.output<typeof SecretsWritten>;

/** One folder in several environments, side by side. */
export const CompareEnvironmentsInput = z.object({
  projectId: Id,
  secretPath: ExistingPath.default("/"),
  environments: z
    .array(ExistingSlug)
    .min(2, "Must be at least 2 environments")
    .max(10, "Must be at most 10 environments"),
});
export type CompareEnvironmentsInput = z.output<typeof CompareEnvironmentsInput>;

export const EnvironmentComparison = z.object({
  environments: z.array(z.object({ slug: z.string(), name: z.string(), hasFolder: z.boolean() })),
  items: z.array(
    z.object({
      key: z.string(),
      /** In the order of the environments; null where there is no such secret, or none the caller may know of. */
      cells: z.array(
        z
          .object({
            id: z.string(),
            version: z.number(),
            /** Secrets of one row with the same number have the same value; null where the caller may not read it. */
            valueGroup: z.number().nullable(),
          })
          .nullable(),
      ),
    }),
  ),
});
export type EnvironmentComparison = z.output<typeof EnvironmentComparison>;

export const ExportSecretsInput = SecretScope.extend({
  /** Whether what the folder imports is wanted too. */
  areImportsWanted: z.boolean().default(false),
});
export type ExportSecretsInput = z.output<typeof ExportSecretsInput>;

export const ExportedSecrets = z.object({
  items: z.array(z.object({ key: z.string(), value: z.string(), comment: SecretComment })),
});
export type ExportedSecrets = z.output<typeof ExportedSecrets>;
