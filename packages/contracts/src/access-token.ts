import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf } from "./fields/page.ts";
import { isStorable, NOT_STORABLE, Text } from "./fields/text.ts";
import { AuthMethod, IdentityRef } from "./identity.ts";

/** A JWT longer than this is refused before anything is asked; service-account JWTs are about 1 KB. */
export const MAX_JWT_BYTES = 8192;

export const LoginWithKubernetesInput = z.object({
  identityId: z.string().trim(),
  jwt: z.string().trim(),
});
export type LoginWithKubernetesInput = z.output<typeof LoginWithKubernetesInput>;

/**
 * The same login as Vault's clients ask for it. The role is an identity's id, or its name; the mount is the slug of the
 * organization the name is looked up in, or anything else.
 */
export const LoginWithVaultRoleInput = z.object({
  role: z.string("missing role").trim().min(1, "missing role").refine(isStorable, NOT_STORABLE),
  jwt: z.string("missing jwt").trim().min(1, "missing jwt"),
  mount: Text,
});
export type LoginWithVaultRoleInput = z.output<typeof LoginWithVaultRoleInput>;

export const LoginWithUniversalAuthInput = z.object({
  clientId: z.string().trim(),
  clientSecret: z.string().trim(),
});
export type LoginWithUniversalAuthInput = z.output<typeof LoginWithUniversalAuthInput>;

export const AccessTokenInput = z.object({ accessToken: z.string().trim() });
export type AccessTokenInput = z.output<typeof AccessTokenInput>;

/** The only moment the plain token exists. */
export interface IssuedAccessToken {
  accessToken: string;
  /** Whole seconds this token is still valid. */
  expiresInSeconds: number;
  /** Whole seconds from creation after which no renewal helps. */
  maxTtlSeconds: number;
}

/** A pod's account inside its cluster, as the cluster named it at login; a namespace alone means all of its accounts. */
export const ServiceAccountScope = z.object({
  namespace: Text.min(1).max(63),
  name: Text.min(1).max(253).optional(),
});
export type ServiceAccountScope = z.output<typeof ServiceAccountScope>;

/** The live tokens of an identity, or only those that one of its client secrets was traded for. */
export const CountLiveAccessTokensInput = IdentityRef.extend({ clientSecretId: Id.optional() });
export type CountLiveAccessTokensInput = z.output<typeof CountLiveAccessTokensInput>;

/** The live tokens of a service account or of a namespace; where more is given, only those that fit it too. */
export const CountLiveOfServiceAccountInput = z.object({
  serviceAccount: ServiceAccountScope,
  identityId: Id.optional(),
  authMethod: AuthMethod.optional(),
});
export type CountLiveOfServiceAccountInput = z.output<typeof CountLiveOfServiceAccountInput>;

/** How many tokens would still be let in, in all and by the login method they were issued through. */
export const LiveAccessTokenCount = z.object({ total: z.number(), byAuthMethod: z.record(AuthMethod, z.number()) });
export type LiveAccessTokenCount = z.output<typeof LiveAccessTokenCount>;

/** `live` lets in; the other three never do again. The first that holds of revoked, expired and used up. */
export const ACCESS_TOKEN_STATES = ["live", "revoked", "expired", "used-up"] as const;
export const AccessTokenState = z.enum(ACCESS_TOKEN_STATES);
export type AccessTokenState = z.output<typeof AccessTokenState>;

/** What can be known of a token after it was issued; the token itself is not kept. */
export const AccessTokenOutput = z.object({
  id: z.string(),
  identity: z.object({ id: z.string(), name: z.string() }),
  /** What an admin calls a token of Token Auth; empty for every other. */
  name: z.string(),
  authMethod: AuthMethod,
  serviceAccount: z.object({ namespace: z.string(), name: z.string() }).nullable(),
  state: AccessTokenState,
  createdAt: z.date(),
  /** To the minute; null when it was not used yet. */
  lastUsedAt: z.date().nullable(),
  lastUsedIpAddress: z.string().nullable(),
  lastRenewedAt: z.date().nullable(),
  renewals: z.number(),
  uses: z.number(),
  /** 0 means without limit. */
  maxUses: z.number(),
  expiresAt: z.date(),
  /** No renewal passes it. */
  maxExpiresAt: z.date(),
  revokedAt: z.date().nullable(),
});
export type AccessTokenOutput = z.output<typeof AccessTokenOutput>;

/** Of the organization, or only those that all given filters fit. */
export const ListAccessTokensInput = PageInput.extend({
  identityId: Id.optional(),
  authMethod: AuthMethod.optional(),
  state: AccessTokenState.optional(),
  serviceAccount: ServiceAccountScope.optional(),
});
export type ListAccessTokensInput = z.output<typeof ListAccessTokensInput>;
export const AccessTokenPage = pageOf(AccessTokenOutput);
export type AccessTokenPage = z.output<typeof AccessTokenPage>;

export const AccessTokenRef = z.object({ accessTokenId: Id });
export type AccessTokenRef = z.output<typeof AccessTokenRef>;

/** What becomes of the tokens a login method issued before it is changed; those that stay are held to what is new. */
export const ExistingTokens = z.enum(["keep", "revoke"], "Must be keep or revoke");
export type ExistingTokens = z.output<typeof ExistingTokens>;

const MAX_TOKENS_AT_ONCE = 100;

/** Which tokens: these, or all that the given filters fit. At least one must be given: nobody revokes everything by omission. */
export const RevokeAccessTokensInput = z
  .object({
    accessTokenIds: z.array(Id).min(1, "Name at least one").max(MAX_TOKENS_AT_ONCE).optional(),
    identityId: Id.optional(),
    authMethod: AuthMethod.optional(),
    serviceAccount: ServiceAccountScope.optional(),
  })
  .refine(({ accessTokenIds, identityId, serviceAccount }) => accessTokenIds || identityId || serviceAccount, {
    path: ["accessTokenIds"],
    message: "Name access tokens, an identity, a service account or a namespace",
  });
export type RevokeAccessTokensInput = z.output<typeof RevokeAccessTokensInput>;

export const RevokedAccessTokens = z.object({ revokedCount: z.number() });
export type RevokedAccessTokens = z.output<typeof RevokedAccessTokens>;
