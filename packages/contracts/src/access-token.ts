import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { AuthMethod, IdentityRef } from "./identity.ts";

/** A JWT longer than this is refused before anything is asked; service-account JWTs are about 1 KB. */
export const MAX_JWT_BYTES = 8192;

export const LoginWithKubernetesInput = z.object({
  identityId: z.string().trim(),
  jwt: z.string().trim(),
});
export type LoginWithKubernetesInput = z.output<typeof LoginWithKubernetesInput>;

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

/** The live tokens of an identity, or only those that one of its client secrets was traded for. */
export const CountLiveAccessTokensInput = IdentityRef.extend({ clientSecretId: Id.optional() });
export type CountLiveAccessTokensInput = z.output<typeof CountLiveAccessTokensInput>;

/** How many tokens would still be let in, in all and by the login method they were issued through. */
export const LiveAccessTokenCount = z.object({ total: z.number(), byAuthMethod: z.record(AuthMethod, z.number()) });
export type LiveAccessTokenCount = z.output<typeof LiveAccessTokenCount>;
