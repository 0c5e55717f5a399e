import { randomUUID } from "node:crypto";
import {
  type CreateFirstAdminInput,
  type CreateFirstAdminOutput,
  DEFAULT_TTL_SECONDS,
  TOKEN_AUTH_DEFAULTS,
} from "@podpass/contracts";
import { issueAccessToken } from "../access-token/issue-access-token.ts";
import type { PublicContext } from "../shared/use-case-context.ts";
import { createFirstAdmin } from "./create-first-admin.ts";

export interface BootstrapResult extends CreateFirstAdminOutput {
  identity: { id: string; name: string; accessToken: string };
}

const ADMIN_IDENTITY_NAME = "Instance Admin Identity";

/** Sets the server up for a script: the first admin, the organization, and an admin identity with a token of 30 days. */
export async function bootstrapInstance(ctx: PublicContext, input: CreateFirstAdminInput): Promise<BootstrapResult> {
  const { organization, user, extra } = await createFirstAdmin(ctx, input, async (tx, created) => {
    const now = ctx.clock.now();
    const organizationId = created.organization.id;
    const identity = { id: randomUUID(), organizationId, name: ADMIN_IDENTITY_NAME };
    await tx.identities.insert({ ...identity, hasDeleteProtection: false, createdAt: now });
    await tx.members.insertIdentity({
      id: randomUUID(),
      organizationId,
      identityId: identity.id,
      role: "admin",
      customRoleId: null,
      at: now,
    });
    const tokenAuthId = randomUUID();
    await tx.tokenAuths.insert({
      id: tokenAuthId,
      identityId: identity.id,
      ...TOKEN_AUTH_DEFAULTS,
      createdAt: now,
      updatedAt: now,
    });
    const { accessToken } = await issueAccessToken(tx, ctx, {
      identity,
      authMethod: "token-auth",
      policy: { ttlSeconds: DEFAULT_TTL_SECONDS, maxTtlSeconds: DEFAULT_TTL_SECONDS, maxUses: 0 },
      source: { tokenAuthId },
      serviceAccount: null,
      evidence: null,
      name: "Set-up",
      madeBy: { type: "system" },
      detail: { reason: "bootstrap" },
    });
    return { id: identity.id, name: identity.name, accessToken };
  });
  return { organization, user, identity: extra };
}
