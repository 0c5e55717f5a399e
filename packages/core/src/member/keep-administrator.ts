import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { isLastingAdmin } from "./member-boundary.ts";

/**
 * Runs a change of what people may do in the organization, within its transaction and after every other such change:
 * whatever it does, somebody stays administrator for good, or it is `member.last_admin`.
 */
export async function keepAdministrator<Result>(
  tx: Store,
  ctx: UseCaseContext,
  change: () => Promise<Result>,
): Promise<Result> {
  await tx.organizations.lock(ctx.organizationId);
  const hadAdmin = await hasLastingAdmin(tx, ctx);
  const result = await change();
  if (hadAdmin && !(await hasLastingAdmin(tx, ctx))) throw new AppError("member.last_admin");
  return result;
}

/** Whether somebody who is let in holds, and keeps, all that an administrator may do. */
async function hasLastingAdmin(tx: Store, { organizationId, clock }: UseCaseContext): Promise<boolean> {
  const now = clock.now();
  const admins = await tx.members.listRolesOfAdmins(organizationId);
  return admins.some((roles) => isLastingAdmin(roles, now));
}
