import { randomUUID } from "node:crypto";
import type { AttachTokenAuthInput, TokenAuthOutput } from "@podpass/contracts";
import { withExplicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Gives an identity Token Auth: its access tokens are made by an admin and handed out. */
export async function attachTokenAuth(ctx: UseCaseContext, input: AttachTokenAuthInput): Promise<TokenAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(input.identityId);
    await loadIdentity(tx, input.identityId, ctx.organizationId);
    const row = { ...withExplicitPolicy(input), id: randomUUID(), createdAt: now, updatedAt: now };
    if (!(await tx.tokenAuths.insert(row))) throw new AppError("token_auth.already_attached");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "token_auth.attach",
      subject: { type: "identity", id: input.identityId },
      detail: auditedTokenAuth(row),
    });
    return row;
  });
}

/** What an audit event says of a configuration. */
export function auditedTokenAuth(row: TokenAuthOutput) {
  return {
    accessTokenTtlSeconds: row.accessTokenTtlSeconds,
    accessTokenMaxTtlSeconds: row.accessTokenMaxTtlSeconds,
    accessTokenMaxUses: row.accessTokenMaxUses,
    accessTokenTrustedIps: row.accessTokenTrustedIps,
  };
}
