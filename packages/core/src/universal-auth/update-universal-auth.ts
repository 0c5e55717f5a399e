import { UniversalAuthConfig, type UniversalAuthOutput, type UpdateUniversalAuthInput } from "@podpass/contracts";
import { endExistingTokens } from "../access-token/end-existing-tokens.ts";
import { withExplicitPolicy } from "../access-token/lifetime.ts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { assertMayImpersonate } from "../authorization/privilege-boundary.ts";
import { parseWith } from "../shared/app-error.ts";
import { definedOnly } from "../shared/defined-only.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";
import { auditedUniversalAuth, toUniversalAuthOutput } from "./universal-auth-output.ts";

/** Changes the fields that are given; the result as a whole must satisfy every rule. */
export async function updateUniversalAuth(
  ctx: UseCaseContext,
  input: UpdateUniversalAuthInput,
): Promise<UniversalAuthOutput> {
  ctx.authorize("identity:edit-auth");
  await assertMayImpersonate(ctx, input.identityId);
  const { identityId, existingTokens, ...change } = input;
  return ctx.transaction(async (tx) => {
    await tx.identities.lock(identityId);
    const before = await loadUniversalAuth(tx, identityId, ctx.organizationId);
    const config = parseWith(UniversalAuthConfig, { ...before, ...definedOnly(change) });
    const after = await tx.universalAuths.update(before.id, withExplicitPolicy(config), ctx.clock.now());
    const ended = await endExistingTokens(tx, ctx, existingTokens, { universalAuthId: before.id });
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "universal_auth.update",
      subject: { type: "identity", id: identityId },
      detail: { ...changesBetween(auditedUniversalAuth(before), auditedUniversalAuth(after)), ...ended },
    });
    return toUniversalAuthOutput(after, ctx.clock.now());
  });
}
