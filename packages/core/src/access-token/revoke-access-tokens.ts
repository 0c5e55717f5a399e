import type { RevokeAccessTokensInput, RevokedAccessTokens } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { assertMayImpersonateAll } from "../authorization/privilege-boundary.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import { definedOnly } from "../shared/defined-only.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** No transaction lasts longer than `TRANSACTION_TIMEOUT_MS`, within which a million tokens could not be ended. */
const MOST_AT_ONCE = 10_000;

/**
 * Ends access tokens somebody else holds: those that are named, or all of an identity, of one of its login methods, of a
 * service account or of a namespace. Every JWT issued for them is refused from the next request on. What had ended before
 * stays as it was. More than `MOST_AT_ONCE` are ended part by part, each with an event of its own: when one part fails,
 * those before it stay ended, and the same call ends the rest.
 */
export async function revokeAccessTokens(
  ctx: UseCaseContext,
  input: RevokeAccessTokensInput,
): Promise<RevokedAccessTokens> {
  ctx.authorize("identity:delete-token");
  const { accessTokenIds, identityId, authMethod, serviceAccount } = input;
  if (identityId !== undefined) await loadIdentity(ctx.store, identityId, ctx.organizationId);
  const scope = {
    organizationId: ctx.organizationId,
    ids: accessTokenIds,
    identityIds: identityId === undefined ? undefined : [identityId],
    authMethod,
    serviceAccount,
  };
  // What is named is looked at whatever has become of it; else nobody is asked about tokens that had ended before.
  const owners = await ctx.store.accessTokenInventory.listOwners(scope, accessTokenIds ? null : ctx.clock.now());
  const found = owners.reduce((total, { count }) => total + count, 0);
  if (accessTokenIds && found < new Set(accessTokenIds).size) throw new AppError("access_token.not_found");
  const identityIds = owners.map((owner) => owner.identityId);
  await assertMayImpersonateAll(ctx, identityIds);
  const revokePart = () =>
    ctx.transaction(async (tx) => {
      // Before their tokens, like everywhere else.
      await tx.identities.lockAll(identityIds);
      // Only of the identities that were just checked.
      const ofThese = { ...scope, identityIds };
      const revokedTokenCount = await tx.accessTokenInventory.revoke(ofThese, ctx.clock.now(), MOST_AT_ONCE);
      await appendAuditEvent(tx, ctx, {
        organizationId: ctx.organizationId,
        actor: ctx.actor,
        action: "access_token.revoke",
        subject: subjectOf(ctx, input),
        detail: { ...definedOnly({ accessTokenIds, authMethod, serviceAccount }), revokedTokenCount },
      });
      return revokedTokenCount;
    });
  let revokedCount = 0;
  let ofPart: number;
  do {
    ofPart = await revokePart();
    revokedCount += ofPart;
  } while (ofPart === MOST_AT_ONCE);
  return { revokedCount };
}

function subjectOf(ctx: UseCaseContext, { accessTokenIds, identityId }: RevokeAccessTokensInput) {
  const [onlyId, ...others] = accessTokenIds ?? [];
  if (onlyId !== undefined && others.length === 0) return { type: "access_token", id: onlyId };
  if (identityId !== undefined) return { type: "identity", id: identityId };
  return { type: "organization", id: ctx.organizationId };
}
