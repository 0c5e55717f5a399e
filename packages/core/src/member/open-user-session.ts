import type { CurrentSession } from "@podpass/contracts";
import { rulesOfRole, slugOfRole } from "../authorization/role-rules.ts";
import { AppError } from "../shared/app-error.ts";
import { type PublicContext, type UseCaseContext, withActor } from "../shared/use-case-context.ts";

/**
 * The context a signed-in person acts in: their organization, with the role read from data for this request.
 * A person without an organization is as good as signed out.
 */
export async function openUserSession(
  ctx: PublicContext,
  userId: string,
): Promise<{ useCase: UseCaseContext; session: CurrentSession }> {
  const membership = await ctx.store.members.findFirstOfUser(userId);
  if (!membership?.user) throw new AppError("auth.signed_out", { reason: "member of no organization" });
  const { user, organization } = membership;
  const organizationRules = rulesOfRole("organization", membership);
  return {
    useCase: withActor(ctx, {
      actor: { type: "user", id: user.id, name: user.name },
      organizationId: organization.id,
      organizationRules,
      serviceAccount: null,
    }),
    session: { user, organization, role: slugOfRole(membership), rules: [...organizationRules] },
  };
}
