import { isWithin, ORGANIZATION_ROLES } from "@podpass/contracts";
import { assertProjectsWithin } from "../authorization/privilege-boundary.ts";
import { rulesHeldThrough, type WindowedRole } from "../authorization/role-window.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { MemberRow } from "./member.repository.ts";

/** Throws `auth.privilege_boundary` unless the actor holds all that the person does in projects, or `member.not_found`. */
export async function assertHoldsProjectsOf(ctx: UseCaseContext, memberId: string): Promise<void> {
  const member = await ctx.store.members.find(ctx.organizationId, memberId);
  if (!member) throw new AppError("member.not_found");
  await assertProjectsWithin(ctx, await ctx.store.members.listProjectsOfUser(ctx.organizationId, member.user.id));
}

/** Throws the code when the person is the one who acts: nobody locks themselves out by mistake. */
export function assertIsOther(
  { actor }: UseCaseContext,
  { user }: MemberRow,
  code: "member.own" | "member.own_access" = "member.own",
): void {
  if (actor.type === "user" && actor.id === user.id) throw new AppError(code);
}

/**
 * Throws `member.elsewhere` unless the actor is an administrator for good of every other organization the person belongs
 * to, also of one that no longer lets the person in: it may again.
 */
export async function assertAdministersElsewhere(tx: Store, ctx: UseCaseContext, userId: string): Promise<void> {
  const organizationIds = await tx.accounts.organizationIdsOf(userId);
  for (const organizationId of organizationIds.filter((id) => id !== ctx.organizationId)) {
    const own = ctx.actor.type === "user" ? await tx.members.findOfUser(organizationId, ctx.actor.id) : null;
    if (!own || !isLetIn(own) || !isLastingAdmin(own.roles, ctx.clock.now())) {
      throw new AppError("member.elsewhere");
    }
  }
}

/** Whether a person may do in the organization what their roles allow. */
export function isLetIn({ deactivatedAt, isSecondFactorMissing }: MemberRow): boolean {
  return deactivatedAt === null && !isSecondFactorMissing;
}

/** Whether these roles hold, and keep, all that an administrator may do. */
export function isLastingAdmin(roles: readonly WindowedRole[], at: Date): boolean {
  return isWithin(rulesHeldThrough("organization", roles, at, null), ORGANIZATION_ROLES.admin.rules);
}
