import { type CreateIdentityInput, type IdentityOutput, UNIVERSAL_AUTH_DEFAULTS } from "@podpass/contracts";
import { assertWithin } from "../authorization/privilege-boundary.ts";
import { resolveRole } from "../role/resolve-role.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { insertUniversalAuth } from "../universal-auth/attach-universal-auth.ts";
import { loadIdentity, toIdentityOutput } from "./identity-output.ts";
import { insertIdentity } from "./insert-identity.ts";

/** Creates an identity with an organization role that holds no more than its creator does. */
export async function createIdentity(ctx: UseCaseContext, input: CreateIdentityInput): Promise<IdentityOutput> {
  ctx.authorize("identity:create");
  const role = await resolveRole(ctx, input.role, null);
  assertWithin(ctx.organizationRulesUntil(null), role.rules);
  return ctx.transaction(async (tx) => {
    const id = await insertIdentity(tx, ctx, { ...input, role, roleSlug: input.role });
    if (input.isUniversalAuthAttached)
      await insertUniversalAuth(tx, ctx, { identityId: id, ...UNIVERSAL_AUTH_DEFAULTS });
    return toIdentityOutput(await loadIdentity(tx, id, ctx.organizationId));
  });
}
