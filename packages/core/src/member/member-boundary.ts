import { assertProjectsWithin } from "../authorization/privilege-boundary.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { MemberRow } from "./member.repository.ts";

/** Throws `auth.privilege_boundary` unless the actor holds all that the person does in projects, or `member.not_found`. */
export async function assertHoldsProjectsOf(ctx: UseCaseContext, memberId: string): Promise<void> {
  const member = await ctx.store.members.find(ctx.organizationId, memberId);
  if (!member) throw new AppError("member.not_found");
  await assertProjectsWithin(ctx, await ctx.store.members.listProjectsOfUser(ctx.organizationId, member.user.id));
}

/** Throws `member.own` when the person is the one who acts: nobody locks themselves out by mistake. */
export function assertIsOther({ actor }: UseCaseContext, { user }: MemberRow): void {
  if (actor.type === "user" && actor.id === user.id) throw new AppError("member.own");
}
