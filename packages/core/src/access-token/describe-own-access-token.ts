import { type AccessTokenInput, AuthMethod } from "@podpass/contracts";
import { slugOfRole } from "../authorization/role-rules.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { wholeSeconds } from "./lifetime.ts";
import { loadPresentedToken } from "./load-access-token.ts";
import { refusedToken } from "./token-holder.ts";

/** What whoever holds a token is told of it. */
export interface OwnAccessToken {
  accessTokenId: string;
  identity: { id: string; name: string };
  authMethod: AuthMethod;
  serviceAccount: { namespace: string; name: string; uid: string } | null;
  /** Slug of the role in the organization. */
  role: string;
  createdAt: Date;
  /** When the JWT that was presented stops working unless it is renewed: the token's end, or its own `exp` before that. */
  expiresAt: Date;
  remainingSeconds: number;
  maxTtlSeconds: number;
  /** Whether a renewal would make this JWT live longer. */
  isRenewable: boolean;
  /** 0 means without limit. */
  remainingUses: number;
}

/** Tells the holder of a token what it is; this is no use of it. Refuses what `loadPresentedToken` refuses, and used up. */
export async function describeOwnAccessToken(ctx: PublicContext, input: AccessTokenInput): Promise<OwnAccessToken> {
  const { token, jwtExpiresAt } = await loadPresentedToken(ctx, input.accessToken);
  const remainingUses = token.maxUses - token.uses;
  if (token.maxUses > 0 && remainingUses <= 0) throw refusedToken("access_token.used_up", token);
  const expiresAt = new Date(Math.min(jwtExpiresAt.getTime(), token.expiresAt.getTime()));
  const { serviceAccountNamespace: namespace, serviceAccountName: name, serviceAccountUid: uid } = token;
  const customRole = token.customRoleSlug === null ? null : { slug: token.customRoleSlug };
  return {
    accessTokenId: token.id,
    identity: { id: token.identityId, name: token.identityName },
    authMethod: AuthMethod.parse(token.authMethod),
    serviceAccount: namespace !== null && name !== null && uid !== null ? { namespace, name, uid } : null,
    role: slugOfRole({ role: token.role, customRole }),
    createdAt: token.createdAt,
    expiresAt,
    remainingSeconds: wholeSeconds(expiresAt) - wholeSeconds(ctx.clock.now()),
    maxTtlSeconds: wholeSeconds(token.maxExpiresAt) - wholeSeconds(token.createdAt),
    isRenewable: jwtExpiresAt > token.expiresAt,
    remainingUses: token.maxUses === 0 ? 0 : remainingUses,
  };
}
