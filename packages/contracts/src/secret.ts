import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { Slug } from "./fields/slug.ts";
import { isStorable, NOT_STORABLE } from "./fields/text.ts";

/** 256 KB of UTF-8: far above any real secret, far below what would hurt the server. */
export const MAX_SECRET_VALUE_BYTES = 262_144;

/** What a column of 32 bits counts to. */
const MAX_SECRET_VERSION = 2_147_483_647;

export const SecretKey = z
  .string()
  .trim()
  .min(1, "Must not be empty")
  .max(255, "Must be at most 255 characters")
  .regex(/^[^:/\p{Cc}\p{Cs}]+$/u, 'Must not contain ":" or "/"');

const SecretValue = z
  .string()
  .refine((value) => new TextEncoder().encode(value).length <= MAX_SECRET_VALUE_BYTES, "Must be at most 256 KB")
  // No environment variable can hold it either.
  .refine(isStorable, NOT_STORABLE);

const SecretComment = z.string().max(4096, "Must be at most 4096 characters").refine(isStorable, NOT_STORABLE);

/** Where secrets live: an environment, by slug, of a project. Folders other than the root do not exist. */
export const SecretScope = z.object({
  projectId: Id,
  environment: Slug,
  secretPath: z.string().max(1024).default("/"),
});
export type SecretScope = z.output<typeof SecretScope>;

export const SecretRef = SecretScope.extend({ key: SecretKey });
export type SecretRef = z.output<typeof SecretRef>;

export const CreateSecretInput = SecretRef.extend({
  value: SecretValue,
  comment: SecretComment.default(""),
  skipMultilineEncoding: z.boolean().default(false),
});
export type CreateSecretInput = z.output<typeof CreateSecretInput>;

export const UpdateSecretInput = SecretRef.extend({
  newKey: SecretKey.optional(),
  value: SecretValue.optional(),
  comment: SecretComment.optional(),
  skipMultilineEncoding: z.boolean().optional(),
  /** When given, the change is refused unless the secret is still at this version. */
  expectedVersion: z.int().min(1).optional(),
});
export type UpdateSecretInput = z.output<typeof UpdateSecretInput>;

export const ListSecretsInput = SecretScope.extend({ isValueWanted: z.boolean().default(false) });
export type ListSecretsInput = z.output<typeof ListSecretsInput>;

export const GetSecretInput = SecretRef.extend({
  isValueWanted: z.boolean().default(true),
  version: z.int().min(1).max(MAX_SECRET_VERSION).optional(),
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
  version: z.number(),
  skipMultilineEncoding: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type SecretOutput = z.output<typeof SecretOutput>;

export const SecretList = z.object({ items: z.array(SecretOutput) });
export type SecretList = z.output<typeof SecretList>;

export const RevealedSecret = z.object({ value: z.string(), version: z.number() });
export type RevealedSecret = z.output<typeof RevealedSecret>;
