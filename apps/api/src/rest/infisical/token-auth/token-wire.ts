import type { AccessTokenOutput } from "@podpass/contracts";
import { z } from "zod";

/** A token of Token Auth as Infisical's clients read it. */
export const TokenData = z.object({
  id: z.string(),
  identityId: z.string(),
  name: z.string(),
  authMethod: z.string(),
  accessTokenTTL: z.int(),
  accessTokenMaxTTL: z.int(),
  accessTokenNumUses: z.int(),
  accessTokenNumUsesLimit: z.int(),
  accessTokenLastUsedAt: z.date().nullable(),
  accessTokenLastRenewedAt: z.date().nullable(),
  isAccessTokenRevoked: z.boolean(),
  identityUAClientSecretId: z.null(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export function toTokenData(output: AccessTokenOutput): z.output<typeof TokenData> {
  const extendedAt = output.lastRenewedAt ?? output.createdAt;
  return {
    id: output.id,
    identityId: output.identity.id,
    name: output.name,
    authMethod: output.authMethod,
    accessTokenTTL: secondsBetween(extendedAt, output.expiresAt),
    accessTokenMaxTTL: secondsBetween(output.createdAt, output.maxExpiresAt),
    accessTokenNumUses: output.uses,
    accessTokenNumUsesLimit: output.maxUses,
    accessTokenLastUsedAt: output.lastUsedAt,
    accessTokenLastRenewedAt: output.lastRenewedAt,
    isAccessTokenRevoked: output.revokedAt !== null,
    identityUAClientSecretId: null,
    createdAt: output.createdAt,
    updatedAt: extendedAt,
  };
}

/** A token ends at whole seconds, so the part of a second it began at counts as one. */
function secondsBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / 1000);
}
