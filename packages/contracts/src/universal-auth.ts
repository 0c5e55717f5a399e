import { z } from "zod";
import { ExistingTokens } from "./access-token.ts";
import {
  ACCESS_TOKEN_POLICY_DEFAULTS,
  accessTokenPolicyFields,
  hasTtlWithinMaxTtl,
  MAX_TTL_CEILING_SECONDS,
  TTL_ABOVE_MAX_TTL,
} from "./fields/access-token-policy.ts";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf } from "./fields/page.ts";
import { Text } from "./fields/text.ts";
import { ANY_IP, TrustedIps } from "./fields/trusted-ips.ts";

function seconds(min: number, max: number) {
  return z
    .int("Must be a whole number of seconds")
    .min(min, `Must be at least ${min} seconds`)
    .max(max, `Must be at most ${max} seconds`);
}

const fields = {
  clientSecretTrustedIps: TrustedIps,
  ...accessTokenPolicyFields,
  /** Whether wrong client secrets in a row lock the client ID. */
  isLockoutEnabled: z.boolean(),
  lockoutThreshold: z.int("Must be a whole number").min(1, "Must be at least 1").max(30, "Must be at most 30"),
  lockoutDurationSeconds: seconds(30, 86_400),
  /** After this long without a wrong client secret the counting starts over. */
  lockoutCounterResetSeconds: seconds(5, 3600),
};

/** A whole configuration, as it is after any change. */
export const UniversalAuthConfig = z.object(fields).refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL);
export type UniversalAuthConfig = z.output<typeof UniversalAuthConfig>;

export const UNIVERSAL_AUTH_DEFAULTS = {
  clientSecretTrustedIps: [...ANY_IP],
  ...ACCESS_TOKEN_POLICY_DEFAULTS,
  isLockoutEnabled: true,
  lockoutThreshold: 3,
  lockoutDurationSeconds: 300,
  lockoutCounterResetSeconds: 30,
};

export const AttachUniversalAuthInput = z
  .object({
    identityId: Id,
    clientSecretTrustedIps: TrustedIps.default(UNIVERSAL_AUTH_DEFAULTS.clientSecretTrustedIps),
    accessTokenTtlSeconds: fields.accessTokenTtlSeconds.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenTtlSeconds),
    accessTokenMaxTtlSeconds: fields.accessTokenMaxTtlSeconds.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenMaxTtlSeconds),
    accessTokenMaxUses: fields.accessTokenMaxUses.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenMaxUses),
    accessTokenTrustedIps: fields.accessTokenTrustedIps.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenTrustedIps),
    isLockoutEnabled: fields.isLockoutEnabled.default(UNIVERSAL_AUTH_DEFAULTS.isLockoutEnabled),
    lockoutThreshold: fields.lockoutThreshold.default(UNIVERSAL_AUTH_DEFAULTS.lockoutThreshold),
    lockoutDurationSeconds: fields.lockoutDurationSeconds.default(UNIVERSAL_AUTH_DEFAULTS.lockoutDurationSeconds),
    lockoutCounterResetSeconds: fields.lockoutCounterResetSeconds.default(
      UNIVERSAL_AUTH_DEFAULTS.lockoutCounterResetSeconds,
    ),
  })
  .refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL);
export type AttachUniversalAuthInput = z.output<typeof AttachUniversalAuthInput>;

/** A field left out keeps its value. */
export const UpdateUniversalAuthInput = z.object({
  identityId: Id,
  ...z.object(fields).partial().shape,
  /** Left out: they stay. */
  existingTokens: ExistingTokens.optional(),
});
export type UpdateUniversalAuthInput = z.output<typeof UpdateUniversalAuthInput>;

export const UniversalAuthOutput = z.object({
  id: z.string(),
  identityId: z.string(),
  clientId: z.string(),
  clientSecretTrustedIps: z.array(z.string()),
  accessTokenTtlSeconds: z.number(),
  accessTokenMaxTtlSeconds: z.number(),
  accessTokenMaxUses: z.number(),
  accessTokenTrustedIps: z.array(z.string()),
  isLockoutEnabled: z.boolean(),
  lockoutThreshold: z.number(),
  lockoutDurationSeconds: z.number(),
  lockoutCounterResetSeconds: z.number(),
  /** Until when no client secret is let in; null when it is not locked now. */
  lockedUntil: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type UniversalAuthOutput = z.output<typeof UniversalAuthOutput>;

export const ClearedLockouts = z.object({ clearedCount: z.number() });
export type ClearedLockouts = z.output<typeof ClearedLockouts>;

export const CreateClientSecretInput = z.object({
  identityId: Id,
  description: Text.max(255, "Must be at most 255 characters").default(""),
  /** 0 means it never expires. */
  ttlSeconds: z.int("Must be a whole number of seconds").min(0).max(MAX_TTL_CEILING_SECONDS).default(0),
  /** 0 means without limit. */
  maxUses: z.int("Must be a whole number").min(0).max(2_147_483_647).default(0),
});
export type CreateClientSecretInput = z.output<typeof CreateClientSecretInput>;

export const ClientSecretOutput = z.object({
  id: z.string(),
  universalAuthId: z.string(),
  description: z.string(),
  prefix: z.string(),
  ttlSeconds: z.number(),
  expiresAt: z.date().nullable(),
  maxUses: z.number(),
  uses: z.number(),
  isRevoked: z.boolean(),
  lastUsedAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type ClientSecretOutput = z.output<typeof ClientSecretOutput>;

export const ListClientSecretsInput = PageInput.extend({ identityId: Id });
export type ListClientSecretsInput = z.output<typeof ListClientSecretsInput>;
export const ClientSecretPage = pageOf(ClientSecretOutput);
export type ClientSecretPage = z.output<typeof ClientSecretPage>;

/** The only answer that ever holds the value. */
export const CreateClientSecretOutput = z.object({ clientSecret: z.string(), data: ClientSecretOutput });
export type CreateClientSecretOutput = z.output<typeof CreateClientSecretOutput>;

export const ClientSecretRef = z.object({ identityId: Id, clientSecretId: Id });
export type ClientSecretRef = z.output<typeof ClientSecretRef>;
