import type { ClientSecretOutput, ClientSecretRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toClientSecretOutput } from "./create-client-secret.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";

/** Ends a client secret and every access token issued for it. */
export async function revokeClientSecret(ctx: UseCaseContext, input: ClientSecretRef): Promise<ClientSecretOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    const universalAuth = await loadUniversalAuth(tx, input.identityId, ctx.organizationId);
    const before = await tx.clientSecrets.find(input.clientSecretId, universalAuth.id);
    if (!before) throw new AppError("client_secret.not_found");
    if (before.revokedAt) return toClientSecretOutput(before);
    const after = await tx.clientSecrets.markRevoked(before.id, now);
    const endedTokenCount = await tx.accessTokens.countLive({ clientSecretId: before.id }, now);
    await tx.accessTokens.revokeOfClientSecret(before.id, now);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "client_secret.revoke",
      subject: { type: "client_secret", id: before.id },
      detail: { identityId: input.identityId, prefix: before.prefix, endedTokenCount },
    });
    return toClientSecretOutput(after);
  });
}
