import { isWithin, type PermissionRule } from "@podpass/contracts";
import { AppError, type Refused } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { mayAccessAllUntil, openProject, type ProjectAccess } from "./project-access.ts";
import { rulesOfRole } from "./role-rules.ts";
import { rulesAtMost, type WindowedRole } from "./role-window.ts";

/** Throws `auth.privilege_boundary` unless the actor holds all that the rules allow; `refused` says whose they are. */
export function assertWithin(
  actorRules: readonly PermissionRule[],
  targetRules: readonly PermissionRule[],
  refused: Refused = {},
): void {
  if (!isWithin(actorRules, targetRules)) throw new AppError("auth.privilege_boundary", { refused });
}

/**
 * Throws `auth.privilege_boundary` unless the actor holds all that these roles of one membership ever allow together,
 * and holds it for as long as they do: a temporary admin makes no lasting one.
 */
export async function assertRolesWithin(
  ctx: UseCaseContext,
  access: ProjectAccess,
  roles: readonly WindowedRole[],
): Promise<void> {
  const now = ctx.clock.now();
  const refused = { projectId: access.project.id };
  for (const role of roles) {
    await letOthersGoOn();
    assertWithin(access.rulesUntil(role.endsAt), rulesAtMost("project", role, roles, now), refused);
  }
}

/** The same of the roles of a person in the organization. */
export function assertOrganizationRolesWithin(ctx: UseCaseContext, roles: readonly WindowedRole[]): void {
  if (!areOrganizationRolesWithin(ctx, roles)) throw new AppError("auth.privilege_boundary");
}

/** Whether the actor holds all that these roles in the organization ever allow together, for as long as they do. */
export function areOrganizationRolesWithin(ctx: UseCaseContext, roles: readonly WindowedRole[]): boolean {
  const now = ctx.clock.now();
  return roles.every((role) =>
    isWithin(ctx.organizationRulesUntil(role.endsAt), rulesAtMost("organization", role, roles, now)),
  );
}

/**
 * Whoever decides how an identity logs in can log in as it. So changing its login methods or handing out its
 * credentials asks that the actor holds everything the identity holds, in the organization and in every project.
 */
export async function assertMayImpersonate(ctx: UseCaseContext, identityId: string): Promise<void> {
  await assertMayImpersonateAll(ctx, [identityId]);
}

/** The same of each of several identities, however many: what they hold is read at once, and each project opened once. */
export async function assertMayImpersonateAll(ctx: UseCaseContext, identityIds: readonly string[]): Promise<void> {
  const held = await ctx.store.identities.listHeldRoles(identityIds, ctx.organizationId);
  if (held.length < new Set(identityIds).size) throw new AppError("identity.not_found");
  for (const { id, organizationRole } of held) {
    const refused = { subject: { type: "identity", id } };
    assertWithin(ctx.organizationRulesUntil(null), rulesOfRole("organization", organizationRole), refused);
  }
  await assertProjectsWithin(
    ctx,
    held.flatMap(({ projects }) => projects),
  );
}

/** Throws `auth.privilege_boundary` unless the actor holds all that these memberships of projects allow. */
export async function assertProjectsWithin(
  ctx: UseCaseContext,
  memberships: readonly { projectId: string; roles: WindowedRole[] }[],
): Promise<void> {
  if (mayAccessAllUntil(ctx, null)) return;
  const granting = memberships.filter(({ roles }) => roles.some((role) => rulesOfRole("project", role).length > 0));
  for (const [id, inProject] of Map.groupBy(granting, ({ projectId }) => projectId)) {
    const access = await openProject(ctx, { id });
    for (const { roles } of inProject) await assertRolesWithin(ctx, access, roles);
  }
}
