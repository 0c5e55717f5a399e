import { z } from "zod";
import { ExistingKey, ExistingPath, ExistingSlug } from "./fields/existing.ts";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf } from "./fields/page.ts";
import { isStorable, NOT_STORABLE, Text } from "./fields/text.ts";

/** 256 KB of UTF-8: far above any real secret, far below what would hurt the server. */
export const MAX_SECRET_VALUE_BYTES = 262_144;

/** What the secrets of one answer, or of one change, may hold together: an answer takes several times as much memory. */
export const MAX_SECRET_BYTES_AT_ONCE = 32 * 1024 * 1024;

/** Up to what a column of 32 bits counts to. */
const SecretVersion = z.int().min(1).max(2_147_483_647);

export const SecretKey = z
  .string()
  .trim()
  .min(1, "Must not be empty")
  .max(255, "Must be at most 255 characters")
  .regex(/^[^:/\p{Cc}\p{Cs}]+$/u, 'Must not contain ":" or "/"');

export const SecretValue = z
  .string()
  .refine((value) => new TextEncoder().encode(value).length <= MAX_SECRET_VALUE_BYTES, "Must be at most 256 KB")
  // No environment variable can hold it either.
  .refine(isStorable, NOT_STORABLE);

export const SecretComment = z.string().max(4096, "Must be at most 4096 characters").refine(isStorable, NOT_STORABLE);

const MAX_METADATA_ENTRIES = 50;

/** Notes in pairs, for whoever reads the secret; clients can filter by them. */
export const SecretMetadata = z
  .array(
    z.object({
      key: Text.min(1, "Must not be empty").max(255, "Must be at most 255 characters"),
      value: Text.max(1024, "Must be at most 1024 characters"),
    }),
  )
  .max(MAX_METADATA_ENTRIES, `Must be at most ${MAX_METADATA_ENTRIES} entries`);
export type SecretMetadata = z.output<typeof SecretMetadata>;

/** Where secrets live: a folder of an environment, by slug, of a project. */
export const SecretScope = z.object({
  projectId: Id,
  environment: ExistingSlug,
  secretPath: ExistingPath.default("/"),
});
export type SecretScope = z.output<typeof SecretScope>;

export const SecretRef = SecretScope.extend({ key: ExistingKey });
export type SecretRef = z.output<typeof SecretRef>;

export const MAX_TAGS_OF_SECRET = 20;
const TagIds = z.array(Id).max(MAX_TAGS_OF_SECRET, `Must be at most ${MAX_TAGS_OF_SECRET} tags`);

export const NewSecret = z.object({
  key: SecretKey,
  value: SecretValue,
  comment: SecretComment.default(""),
  metadata: SecretMetadata.default([]),
  tagIds: TagIds.default([]),
  skipMultilineEncoding: z.boolean().default(false),
});
export type NewSecret = z.output<typeof NewSecret>;

export const CreateSecretInput = SecretScope.extend(NewSecret.shape);
export type CreateSecretInput = z.output<typeof CreateSecretInput>;

/** What is left out stays as it is; lists that are given replace what is there. */
export const SecretChange = z.object({
  key: ExistingKey,
  newKey: SecretKey.optional(),
  value: SecretValue.optional(),
  comment: SecretComment.optional(),
  metadata: SecretMetadata.optional(),
  tagIds: TagIds.optional(),
  skipMultilineEncoding: z.boolean().optional(),
  /** When given, the change is refused unless the secret is still at this version. */
  expectedVersion: SecretVersion.optional(),
});
export type SecretChange = z.output<typeof SecretChange>;

export const UpdateSecretInput = SecretScope.extend(SecretChange.shape);
export type UpdateSecretInput = z.output<typeof UpdateSecretInput>;

/** How many secrets one call may write. */
export const MAX_SECRETS_OF_BATCH = 1000;

const DISTINCT_KEYS = { path: ["secrets"], message: "Must not name a secret twice" };

function hasDistinctKeys({ secrets }: { secrets: { key: string }[] }): boolean {
  return new Set(secrets.map(({ key }) => key)).size === secrets.length;
}

function batchOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .min(1, "Must not be empty")
    .max(MAX_SECRETS_OF_BATCH, `Must be at most ${MAX_SECRETS_OF_BATCH} secrets`);
}

export const CreateSecretsInput = SecretScope.extend({ secrets: batchOf(NewSecret) }).refine(
  hasDistinctKeys,
  DISTINCT_KEYS,
);
export type CreateSecretsInput = z.output<typeof CreateSecretsInput>;

export const UpdateSecretsInput = SecretScope.extend({
  secrets: batchOf(SecretChange),
  whenMissing: z.enum(["refuse", "create", "ignore"]).default("refuse"),
})
  .refine(hasDistinctKeys, DISTINCT_KEYS)
  .superRefine(({ secrets, whenMissing }, context) => {
    if (whenMissing !== "create") return;
    for (const [index, { key }] of secrets.entries()) {
      for (const { message } of SecretKey.safeParse(key).error?.issues ?? []) {
        context.addIssue({ code: "custom", path: ["secrets", index, "key"], message });
      }
    }
  });
export type UpdateSecretsInput = z.output<typeof UpdateSecretsInput>;

/** Which secret is to go; when the version is given, only while it is still the one somebody has seen. */
const SecretDeletion = z.object({ key: ExistingKey, expectedVersion: SecretVersion.optional() });

export const DeleteSecretInput = SecretScope.extend(SecretDeletion.shape);
export type DeleteSecretInput = z.output<typeof DeleteSecretInput>;

export const DeleteSecretsInput = SecretScope.extend({ secrets: batchOf(SecretDeletion.strict()) });
export type DeleteSecretsInput = z.output<typeof DeleteSecretsInput>;

export const ListSecretsInput = SecretScope.extend({
  isValueWanted: z.boolean().default(false),
  /** Whether the secrets of the folders below are wanted too. */
  isRecursive: z.boolean().default(false),
  /** Only secrets that have one of these tags; empty for all. */
  tagSlugs: z.array(ExistingSlug).max(MAX_TAGS_OF_SECRET).default([]),
  /** Only secrets whose metadata has all of these pairs. */
  metadata: SecretMetadata.max(10, "Must be at most 10 pairs").default([]),
  /** Whether the secrets are wanted that the folder imports from others. */
  areImportsWanted: z.boolean().default(false),
  /** Whether references in values are to be replaced by what they refer to. */
  isExpanded: z.boolean().default(false),
});
export type ListSecretsInput = z.output<typeof ListSecretsInput>;

export const GetSecretInput = SecretRef.extend({
  isValueWanted: z.boolean().default(true),
  /** Whether a secret that the folder imports will do where it has none of its own. */
  areImportsWanted: z.boolean().default(false),
  isExpanded: z.boolean().default(false),
  version: SecretVersion.optional(),
});
export type GetSecretInput = z.output<typeof GetSecretInput>;

/** `value` is null when it was not asked for or the caller may only know that the secret exists. */
export const SecretOutput = z.object({
  id: z.string(),
  projectId: z.string(),
  environment: z.string(),
  secretPath: z.string(),
  key: z.string(),
  value: z.string().nullable(),
  comment: z.string(),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
  tags: z.array(z.object({ id: z.string(), slug: z.string(), color: z.string() })),
  version: z.number(),
  skipMultilineEncoding: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type SecretOutput = z.output<typeof SecretOutput>;

export const SecretList = z.object({ items: z.array(SecretOutput) });
export type SecretList = z.output<typeof SecretList>;

/** What a folder imports from one other. Of all secrets with one key only the one that counts is there. */
export const ImportedSecrets = z.object({
  folderId: z.string(),
  environmentId: z.string(),
  environment: z.string(),
  environmentName: z.string(),
  secretPath: z.string(),
  items: z.array(SecretOutput),
});
export type ImportedSecrets = z.output<typeof ImportedSecrets>;

export const SecretListing = SecretList.extend({ imports: z.array(ImportedSecrets) });
export type SecretListing = z.output<typeof SecretListing>;

/** A value at the current or at an earlier version. */
export const RevealSecretInput = SecretRef.extend({ version: SecretVersion.optional() });
export type RevealSecretInput = z.output<typeof RevealSecretInput>;

export const RevealedSecret = z.object({ value: z.string(), version: z.number() });
export type RevealedSecret = z.output<typeof RevealedSecret>;

/** A value with its references replaced, and each of them with what became of it. */
export const ResolvedSecret = RevealedSecret.extend({
  references: z.array(
    z.object({
      /** As it stands in the value: `${prod.apps.NAME}`. */
      text: z.string(),
      environment: z.string(),
      secretPath: z.string(),
      key: z.string(),
      /** `not_found` says as well that the caller may not read it; `circular` that it leads back to the secret itself. */
      state: z.enum(["resolved", "not_found", "circular"]),
    }),
  ),
});
export type ResolvedSecret = z.output<typeof ResolvedSecret>;

export const ListSecretVersionsInput = SecretRef.extend(PageInput.shape);
export type ListSecretVersionsInput = z.output<typeof ListSecretVersionsInput>;

/** What a secret was, without the value. */
const SecretVersionOutput = z.object({
  version: z.number(),
  key: z.string(),
  comment: z.string(),
  metadata: SecretMetadata,
  skipMultilineEncoding: z.boolean(),
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  createdAt: z.date(),
});
export const SecretVersionPage = pageOf(SecretVersionOutput);
export type SecretVersionPage = z.output<typeof SecretVersionPage>;

export const RestoreSecretInput = SecretRef.extend({
  version: SecretVersion,
  expectedVersion: SecretVersion.optional(),
});
export type RestoreSecretInput = z.output<typeof RestoreSecretInput>;

/** A value that counts for one person alone. */
export const SetSecretOverrideInput = SecretRef.extend({ value: SecretValue });
export type SetSecretOverrideInput = z.output<typeof SetSecretOverrideInput>;

/** The secrets of a folder that the caller has a value of their own for. */
export const SecretOverrideList = z.object({ keys: z.array(z.string()) });
export type SecretOverrideList = z.output<typeof SecretOverrideList>;

export const SearchSecretsInput = PageInput.extend({
  projectId: Id,
  /** Part of a key, of a tag's name or, when they are wanted, of a comment; whatever the case. */
  search: Text.min(1, "Must not be empty").max(255, "Must be at most 255 characters"),
  areCommentsWanted: z.boolean().default(false),
});
export type SearchSecretsInput = z.output<typeof SearchSecretsInput>;

/** Where a secret is, without its value. */
export const SecretHit = z.object({
  id: z.string(),
  key: z.string(),
  /** Null when comments were not wanted. */
  comment: z.string().nullable(),
  environment: z.string(),
  secretPath: z.string(),
  tags: z.array(z.object({ id: z.string(), slug: z.string(), color: z.string() })),
});
export const SecretHitPage = pageOf(SecretHit);
export type SecretHitPage = z.output<typeof SecretHitPage>;
