import { z } from "zod";
import {
  ACCESS_TOKEN_POLICY_DEFAULTS,
  accessTokenPolicyFields,
  hasTtlWithinMaxTtl,
  MAX_TTL_CEILING_SECONDS,
  TTL_ABOVE_MAX_TTL,
} from "./fields/access-token-policy.ts";
import { Id } from "./fields/ids.ts";
import { Text } from "./fields/text.ts";
import { ANY_IP, TrustedIps } from "./fields/trusted-ips.ts";

const fields = { clientSecretTrustedIps: TrustedIps, ...accessTokenPolicyFields };

/** A whole configuration, as it is after any change. */
export const UniversalAuthConfig = z.object(fields).refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL);
export type UniversalAuthConfig = z.output<typeof UniversalAuthConfig>;

export const UNIVERSAL_AUTH_DEFAULTS = { clientSecretTrustedIps: [...ANY_IP], ...ACCESS_TOKEN_POLICY_DEFAULTS };

export const AttachUniversalAuthInput = z
  .object({
    identityId: Id,
    clientSecretTrustedIps: TrustedIps.default(UNIVERSAL_AUTH_DEFAULTS.clientSecretTrustedIps),
    accessTokenTtlSeconds: fields.accessTokenTtlSeconds.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenTtlSeconds),
    accessTokenMaxTtlSeconds: fields.accessTokenMaxTtlSeconds.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenMaxTtlSeconds),
    accessTokenMaxUses: fields.accessTokenMaxUses.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenMaxUses),
    accessTokenTrustedIps: fields.accessTokenTrustedIps.default(UNIVERSAL_AUTH_DEFAULTS.accessTokenTrustedIps),
  })
  .refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL);
export type AttachUniversalAuthInput = z.output<typeof AttachUniversalAuthInput>;

/** A field left out keeps its value. */
export const UpdateUniversalAuthInput = z.object({ identityId: Id, ...z.object(fields).partial().shape });
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
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type UniversalAuthOutput = z.output<typeof UniversalAuthOutput>;

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

/** The only answer that ever holds the value. */
export const CreateClientSecretOutput = z.object({ clientSecret: z.string(), data: ClientSecretOutput });
export type CreateClientSecretOutput = z.output<typeof CreateClientSecretOutput>;

export const ClientSecretRef = z.object({ identityId: Id, clientSecretId: Id });
export type ClientSecretRef = z.output<typeof ClientSecretRef>;
