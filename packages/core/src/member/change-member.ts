import type { OrganizationPermission } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { actAsMember } from "./act-as-member.ts";
import { keepAdministrator } from "./keep-administrator.ts";
import type { MemberRow } from "./member.repository.ts";
import { isLetIn } from "./member-boundary.ts";

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
  return ctx.transaction((tx) =>
    keepAdministrator(tx, ctx, async () => {
      const actor = await lookAgain(tx, ctx);
      if (permission) actor.authorize(permission);
      const member = await tx.members.find(ctx.organizationId, memberId);
      if (!member) throw new AppError("member.not_found");
      return work(tx, actor, member);
    }),
  );
}

/** The same caller as the transaction sees them; `auth.permission_denied` for whoever was put out a moment before. */
async function lookAgain(tx: Store, ctx: UseCaseContext): Promise<UseCaseContext> {
  if (ctx.actor.type !== "user") return ctx;
  const member = await tx.members.findOfUser(ctx.organizationId, ctx.actor.id);
  if (!member || !isLetIn(member)) throw new AppError("auth.permission_denied", { reason: "no member" });
  return actAsMember(ctx, ctx.organizationId, member);
}
