import type { CreateIdentityInput, IdentityOutput } from "@podpass/contracts";
import { assertWithin } from "../authorization/privilege-boundary.ts";
import { resolveRole } from "../role/resolve-role.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadIdentity, toIdentityOutput } from "./identity-output.ts";
import { insertIdentity } from "./insert-identity.ts";

/** Creates an identity with an organization role that holds no more than its creator does. */
export async function createIdentity(ctx: UseCaseContext, input: CreateIdentityInput): Promise<IdentityOutput> {
  ctx.authorize("identity:create");
  const role = await resolveRole(ctx, input.role, null);
  assertWithin(ctx.organizationRulesUntil(null), role.rules);
  return ctx.transaction(async (tx) => {
    const id = await insertIdentity(tx, ctx, { ...input, role, roleSlug: input.role });
    return toIdentityOutput(await loadIdentity(tx, id, ctx.organizationId));
  });
}
