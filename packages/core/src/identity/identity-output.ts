import { AuthMethod, type IdentityOutput } from "@podpass/contracts";
import { slugOfRole } from "../authorization/role-rules.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { IdentityRow } from "./identity.repository.ts";

/** What the world sees of an identity. */
export function toIdentityOutput(row: IdentityRow): IdentityOutput {
  const { membership, universalAuth, kubernetesAuth, tokenAuth, accessTokens: _tokens, ...identity } = row;
  const { lastLoginAt, lastLoginAuthMethod } = lastLoginOf(row);
  return {
    ...identity,
    role: membership ? slugOfRole(membership) : "no-access",
    customRole: membership?.customRole ?? null,
    membershipId: membership?.id ?? identity.id,
    authMethods: authMethodsOf({ universalAuth, kubernetesAuth, tokenAuth }),
    lastLoginAt,
    lastLoginAuthMethod: lastLoginAuthMethod === null ? null : AuthMethod.parse(lastLoginAuthMethod),
  };
}

/** The newest login there is a token of, or the newest whose token was cleaned away. */
function lastLoginOf({ accessTokens: [token], lastLoginAt, lastLoginAuthMethod }: IdentityRow) {
  if (!token || (lastLoginAt && lastLoginAt > token.createdAt)) return { lastLoginAt, lastLoginAuthMethod };
  return { lastLoginAt: token.createdAt, lastLoginAuthMethod: token.authMethod };
}

/** The login methods that are attached. */
export function authMethodsOf(row: {
  universalAuth: object | null;
  kubernetesAuth: object | null;
  tokenAuth: object | null;
}): AuthMethod[] {
  return [
    ...(row.tokenAuth ? (["token-auth"] as const) : []),
    ...(row.universalAuth ? (["universal-auth"] as const) : []),
    ...(row.kubernetesAuth ? (["kubernetes-auth"] as const) : []),
  ];
}

/** Loads an identity of the organization or throws `identity.not_found`. */
export async function loadIdentity(store: Store, identityId: string, organizationId: string): Promise<IdentityRow> {
  const row = await store.identities.findForOrganization(identityId, organizationId);
  if (!row) throw new AppError("identity.not_found");
  return row;
}
