import type { OrganizationPermission } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { actAsMember } from "./act-as-member.ts";
import type { MemberRow } from "./member.repository.ts";
import { isLastingAdmin } from "./member-boundary.ts";

/**
 * Runs a change of a member as one transaction in which the members of the organization stay as they are for everybody
 * else. Who acts is looked at again inside, so that of two who take each other's role at the same moment one does; and
 * whatever is changed, somebody stays administrator for good: `member.last_admin`. `permission` null means that whoever
 * acts is a member is enough.
 */
export function changeMember<Result>(
  ctx: UseCaseContext,
  memberId: string,
  permission: OrganizationPermission | null,
  work: (tx: Store, actor: UseCaseContext, member: MemberRow) => Promise<Result>,
): Promise<Result> {
  const { organizationId } = ctx;
  return ctx.transaction(async (tx) => {
    await tx.organizations.lock(organizationId);
    const actor = await lookAgain(tx, ctx);
    if (permission) actor.authorize(permission);
    const member = await tx.members.find(organizationId, memberId);
    if (!member) throw new AppError("member.not_found");
    const hadAdmin = await hasLastingAdmin(tx, ctx);
    const result = await work(tx, actor, member);
    if (hadAdmin && !(await hasLastingAdmin(tx, ctx))) throw new AppError("member.last_admin");
    return result;
  });
}

/** The same caller as the transaction sees them; `auth.permission_denied` for whoever was put out a moment before. */
async function lookAgain(tx: Store, ctx: UseCaseContext): Promise<UseCaseContext> {
  if (ctx.actor.type !== "user") return ctx;
  const member = await tx.members.findOfUser(ctx.organizationId, ctx.actor.id);
  if (!member || member.deactivatedAt !== null) throw new AppError("auth.permission_denied", { reason: "no member" });
  return actAsMember(ctx, ctx.organizationId, member);
}

/** Whether somebody who is let in holds, and keeps, all that an administrator may do. */
async function hasLastingAdmin(tx: Store, { organizationId, clock }: UseCaseContext): Promise<boolean> {
  const now = clock.now();
  const admins = await tx.members.listRolesOfAdmins(organizationId);
  return admins.some((roles) => isLastingAdmin(roles, now));
}
