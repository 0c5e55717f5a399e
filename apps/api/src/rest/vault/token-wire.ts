import type { OwnAccessToken } from "@podpass/core";
import { z } from "zod";
import { authAnswer, dataAnswer } from "./vault-answer.ts";

const Meta = z.record(z.string(), z.string());

const Auth = z.object({
  client_token: z.string(),
  accessor: z.string(),
  policies: z.array(z.string()),
  token_policies: z.array(z.string()),
  identity_policies: z.array(z.string()),
  metadata: Meta,
  lease_duration: z.int(),
  renewable: z.boolean(),
  entity_id: z.string(),
  token_type: z.literal("service"),
  orphan: z.literal(true),
  mfa_requirement: z.null(),
  num_uses: z.int(),
});
/** The answer to a login and to a renewal. */
export const AuthAnswer = authAnswer(Auth);

const Lookup = z.object({
  id: z.string(),
  accessor: z.string(),
  creation_time: z.int(),
  creation_ttl: z.int(),
  display_name: z.string(),
  entity_id: z.string(),
  expire_time: z.date(),
  explicit_max_ttl: z.int(),
  identity_policies: z.array(z.string()),
  issue_time: z.date(),
  meta: Meta,
  num_uses: z.int(),
  orphan: z.literal(true),
  path: z.string(),
  policies: z.array(z.string()),
  renewable: z.boolean(),
  ttl: z.int(),
  type: z.literal("service"),
});
export const LookupAnswer = dataAnswer(Lookup);

const MOUNT_OF_METHOD = {
  "kubernetes-auth": "kubernetes",
  "universal-auth": "approle",
  "token-auth": "token",
} as const;

/** Vault's Kubernetes method writes the service account into the token's metadata, all of it as text. */
function metaOf({ identity, serviceAccount }: OwnAccessToken): z.output<typeof Meta> {
  if (!serviceAccount) return { role: identity.name };
  return {
    role: identity.name,
    service_account_name: serviceAccount.name,
    service_account_namespace: serviceAccount.namespace,
    service_account_secret_name: "",
    service_account_uid: serviceAccount.uid,
  };
}

export function toAuth(accessToken: string, own: OwnAccessToken): z.output<typeof Auth> {
  return {
    client_token: accessToken,
    accessor: own.accessTokenId,
    policies: [own.role],
    token_policies: [own.role],
    identity_policies: [],
    metadata: metaOf(own),
    lease_duration: own.remainingSeconds,
    renewable: own.isRenewable,
    entity_id: own.identity.id,
    token_type: "service",
    orphan: true,
    mfa_requirement: null,
    num_uses: own.remainingUses,
  };
}

/** `id` is what the caller itself has just presented; clients fail without it. */
export function toLookup(accessToken: string, own: OwnAccessToken): z.output<typeof Lookup> {
  const createdAtSeconds = Math.floor(own.createdAt.getTime() / 1000);
  return {
    id: accessToken,
    accessor: own.accessTokenId,
    creation_time: createdAtSeconds,
    creation_ttl: Math.floor(own.expiresAt.getTime() / 1000) - createdAtSeconds,
    display_name: own.identity.name,
    entity_id: own.identity.id,
    expire_time: own.expiresAt,
    explicit_max_ttl: own.maxTtlSeconds,
    identity_policies: [],
    issue_time: own.createdAt,
    meta: metaOf(own),
    num_uses: own.remainingUses,
    orphan: true,
    path: `auth/${MOUNT_OF_METHOD[own.authMethod]}/login`,
    policies: [own.role],
    renewable: own.isRenewable,
    ttl: own.remainingSeconds,
    type: "service",
  };
}
