import { z } from "zod";
import { AccessTokenOutput, AccessTokenRef, ExistingTokens } from "./access-token.ts";
import {
  ACCESS_TOKEN_POLICY_DEFAULTS,
  accessTokenPolicyFields,
  hasTtlWithinMaxTtl,
  TTL_ABOVE_MAX_TTL,
} from "./fields/access-token-policy.ts";
import { Id } from "./fields/ids.ts";
import { Text } from "./fields/text.ts";

/** A whole configuration, as it is after any change. */
export const TokenAuthConfig = z.object(accessTokenPolicyFields).refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL);
export type TokenAuthConfig = z.output<typeof TokenAuthConfig>;

export const TOKEN_AUTH_DEFAULTS = ACCESS_TOKEN_POLICY_DEFAULTS;

export const AttachTokenAuthInput = z
  .object({
    identityId: Id,
    accessTokenTtlSeconds: accessTokenPolicyFields.accessTokenTtlSeconds.default(
      TOKEN_AUTH_DEFAULTS.accessTokenTtlSeconds,
    ),
    accessTokenMaxTtlSeconds: accessTokenPolicyFields.accessTokenMaxTtlSeconds.default(
      TOKEN_AUTH_DEFAULTS.accessTokenMaxTtlSeconds,
    ),
    accessTokenMaxUses: accessTokenPolicyFields.accessTokenMaxUses.default(TOKEN_AUTH_DEFAULTS.accessTokenMaxUses),
    accessTokenTrustedIps: accessTokenPolicyFields.accessTokenTrustedIps.default(
      TOKEN_AUTH_DEFAULTS.accessTokenTrustedIps,
    ),
  })
  .refine(hasTtlWithinMaxTtl, TTL_ABOVE_MAX_TTL);
export type AttachTokenAuthInput = z.output<typeof AttachTokenAuthInput>;

/** A field left out keeps its value. */
export const UpdateTokenAuthInput = z.object({
  identityId: Id,
  ...z.object(accessTokenPolicyFields).partial().shape,
  /** Left out: they stay. */
  existingTokens: ExistingTokens.optional(),
});
export type UpdateTokenAuthInput = z.output<typeof UpdateTokenAuthInput>;

export const TokenAuthOutput = z.object({
  id: z.string(),
  identityId: z.string(),
  accessTokenTtlSeconds: z.number(),
  accessTokenMaxTtlSeconds: z.number(),
  accessTokenMaxUses: z.number(),
  accessTokenTrustedIps: z.array(z.string()),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type TokenAuthOutput = z.output<typeof TokenAuthOutput>;

/** What an admin calls a token, to tell it from the others. */
const TokenName = Text.max(255, "Must be at most 255 characters");

export const CreateTokenInput = z.object({ identityId: Id, name: TokenName.default("") });
export type CreateTokenInput = z.output<typeof CreateTokenInput>;

/** The only answer that ever holds the token. */
export const CreateTokenOutput = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.number(),
  maxTtlSeconds: z.number(),
  data: AccessTokenOutput,
});
export type CreateTokenOutput = z.output<typeof CreateTokenOutput>;

export const RenameTokenInput = AccessTokenRef.extend({ name: TokenName });
export type RenameTokenInput = z.output<typeof RenameTokenInput>;
