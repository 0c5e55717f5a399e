import type { CurrentSession } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext, UseCaseContext } from "../shared/use-case-context.ts";
import { actAsMember } from "./act-as-member.ts";

const ACTIVITY_PRECISION_MS = 60_000;

/**
 * The context a signed-in person acts in: their organization, with the roles read from data for this request, so that a
 * changed role, a deactivation and a removal hold from the next request on, on every replica. A person without an
 * organization that lets them in is as good as signed out.
 */
export async function openUserSession(
  ctx: PublicContext,
  userId: string,
): Promise<{ useCase: UseCaseContext; session: CurrentSession }> {
  const membership = await ctx.store.members.findFirstOfUser(userId);
  if (!membership?.user) throw new AppError("auth.signed_out", { reason: "active member of no organization" });
  const { id: memberId, user, roles, organization, lastActiveAt } = membership;
  const now = ctx.clock.now();
  if (lastActiveAt === null || now.getTime() - lastActiveAt.getTime() >= ACTIVITY_PRECISION_MS) {
    await ctx.store.members.noteActivity(memberId, now);
  }
  const useCase = actAsMember(ctx, organization.id, { user, roles });
  return {
    useCase,
    session: {
      user,
      organization,
      memberId,
      rules: [...useCase.organizationRules],
      lastingRules: [...useCase.organizationRulesUntil(null)],
    },
  };
}
