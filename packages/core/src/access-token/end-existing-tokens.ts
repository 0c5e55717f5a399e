import type { ExistingTokens } from "@podpass/contracts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

type Source = { kubernetesAuthId: string } | { universalAuthId: string } | { tokenAuthId: string };

/**
 * Ends the tokens a login method issued before it was changed, when whoever changes it says so; what the audit event
 * tells of it. Comes after the change itself, which holds up logins that were decided by what was before.
 */
export async function endExistingTokens(
  tx: Store,
  ctx: UseCaseContext,
  existingTokens: ExistingTokens | undefined,
  source: Source,
): Promise<{ revokedTokenCount?: number }> {
  if (existingTokens !== "revoke") return {};
  const scope = { organizationId: ctx.organizationId, ...source };
  return { revokedTokenCount: await tx.accessTokenInventory.revoke(scope, ctx.clock.now()) };
}
