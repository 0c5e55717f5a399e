import { randomUUID } from "node:crypto";
import type { CreateTokenInput, CreateTokenOutput } from "@podpass/contracts";
import { loadAccessTokenOutput } from "../access-token/access-token-output.ts";
import { issueAccessToken, OutdatedDecisionError } from "../access-token/issue-access-token.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadTokenAuth } from "./get-token-auth.ts";

/** Makes an access token of Token Auth. The token is in this answer and nowhere else. */
export async function createToken(ctx: UseCaseContext, input: CreateTokenInput): Promise<CreateTokenOutput> {
  ctx.authorize("identity:create-token");
  await assertMayImpersonate(ctx, input.identityId);
  const id = randomUUID();
  const making = ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const tokenAuth = await loadTokenAuth(tx, input.identityId, ctx.organizationId);
    const issued = await issueAccessToken(tx, ctx, {
      id,
      identity: await loadIdentity(tx, input.identityId, ctx.organizationId),
      authMethod: "token-auth",
      name: input.name,
      policy: {
        ttlSeconds: tokenAuth.accessTokenTtlSeconds,
        maxTtlSeconds: tokenAuth.accessTokenMaxTtlSeconds,
        maxUses: tokenAuth.accessTokenMaxUses,
      },
      source: { tokenAuthId: tokenAuth.id },
      serviceAccount: null,
      evidence: null,
      madeBy: ctx.actor,
      detail: { identityId: input.identityId, name: input.name },
    });
    return { ...issued, data: await loadAccessTokenOutput(tx, ctx, id) };
  });
  return making.catch((error: unknown) => {
    // The identity and its Token Auth were held: what else a token hangs on is the organization.
    throw error instanceof OutdatedDecisionError ? new AppError("organization.machine_access_disabled") : error;
  });
}
