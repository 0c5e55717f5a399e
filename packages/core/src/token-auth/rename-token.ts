import type { AccessTokenOutput, RenameTokenInput } from "@podpass/contracts";
import { loadAccessTokenOutput } from "../access-token/access-token-output.ts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Calls a token of Token Auth something else; `access_token.not_found` for every other. */
export async function renameToken(ctx: UseCaseContext, input: RenameTokenInput): Promise<AccessTokenOutput> {
  ctx.authorize("identity:create-token");
  const { identity } = await loadNamedToken(ctx, input.accessTokenId);
  await assertMayImpersonate(ctx, identity.id);
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(identity.id);
    const before = await loadAccessTokenOutput(tx, ctx, input.accessTokenId);
    await tx.accessTokenInventory.rename(before.id, input.name);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "access_token.rename",
      subject: { type: "access_token", id: before.id },
      detail: { identityId: identity.id, name: { before: before.name, after: input.name } },
    });
    return { ...before, name: input.name };
  });
}

async function loadNamedToken(ctx: UseCaseContext, accessTokenId: string): Promise<AccessTokenOutput> {
  const token = await loadAccessTokenOutput(ctx.store, ctx, accessTokenId);
  if (token.authMethod !== "token-auth") throw new AppError("access_token.not_found");
  return token;
}
