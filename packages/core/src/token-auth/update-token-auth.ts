import { TokenAuthConfig, type TokenAuthOutput, type UpdateTokenAuthInput } from "@podpass/contracts";
import { endExistingTokens } from "../access-token/end-existing-tokens.ts";
import { withExplicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { parseWith } from "../shared/app-error.ts";
import { definedOnly } from "../shared/defined-only.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { auditedTokenAuth } from "./attach-token-auth.ts";
import { loadTokenAuth } from "./get-token-auth.ts";

/** Changes the fields that are given; the result as a whole must satisfy every rule. */
export async function updateTokenAuth(ctx: UseCaseContext, input: UpdateTokenAuthInput): Promise<TokenAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const { identityId, existingTokens, ...change } = input;
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(identityId);
    const before = await loadTokenAuth(tx, identityId, ctx.organizationId);
    const config = parseWith(TokenAuthConfig, { ...before, ...definedOnly(change) });
    const after = await tx.tokenAuths.update(before.id, withExplicitPolicy(config), ctx.clock.now());
    const ended = await endExistingTokens(tx, ctx, existingTokens, { tokenAuthId: before.id });
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "token_auth.update",
      subject: { type: "identity", id: identityId },
      detail: { ...changesBetween(auditedTokenAuth(before), auditedTokenAuth(after)), ...ended },
    });
    return after;
  });
}
