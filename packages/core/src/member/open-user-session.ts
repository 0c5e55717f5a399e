import type { CurrentSession } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { PublicContext, UseCaseContext } from "../shared/use-case-context.ts";
import { actAsMember } from "./act-as-member.ts";

const ACTIVITY_PRECISION_MS = 60_000;

interface UserSession {
  useCase: UseCaseContext;
  session: CurrentSession;
}

/**
 * The context a signed-in person acts in: the organization of that slug, or the one joined first when none is named, with
 * the roles read from data for this request, so that a changed role, a deactivation and a removal hold from the next
 * request on, on every replica. One that does not let the person in is `organization.not_found`, like one that is not;
 * a person whom none lets in is told so. `auth.second_factor_required` where they lack the one that it asks for.
 */
export async function openUserSession(
  ctx: PublicContext,
  userId: string,
  organizationSlug: string | null = null,
): Promise<UserSession> {
  const opened = await openMembership(ctx, userId, organizationSlug);
  if (opened.session.isSecondFactorMissing) {
    const { actor, organizationId } = opened.useCase;
    throw new AppError("auth.second_factor_required", { refused: { caller: { actor, organizationId } } });
  }
  return opened;
}

/** Who is signed in and where, also for whoever may do nothing there before they have set up a second factor. */
export async function getCurrentSession(
  ctx: PublicContext,
  userId: string,
  organizationSlug: string | null,
): Promise<CurrentSession> {
  const { session } = await openMembership(ctx, userId, organizationSlug);
  return session.isSecondFactorMissing ? { ...session, rules: [], lastingRules: [] } : session;
}

async function openMembership(
  ctx: PublicContext,
  userId: string,
  organizationSlug: string | null,
): Promise<UserSession> {
  const memberships = await ctx.store.members.listOfUser(userId);
  const [first] = memberships;
  if (!first) throw new AppError("auth.no_organization");
  const membership =
    organizationSlug === null ? first : memberships.find(({ organization }) => organization.slug === organizationSlug);
  if (!membership) throw new AppError("organization.not_found");
  const { id: memberId, user, roles, organization, lastActiveAt, isSecondFactorMissing } = membership;
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
      organizations: memberships.map((other) => other.organization),
      memberId,
      rules: [...useCase.organizationRules],
      lastingRules: [...useCase.organizationRulesUntil(null)],
      isSecondFactorMissing,
    },
  };
}
