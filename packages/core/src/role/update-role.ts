import { isDeepStrictEqual } from "node:util";
import type {
  PermissionRule,
  RoleOutput,
  UpdateOrganizationRoleInput,
  UpdateProjectRoleInput,
} from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { keepAdministrator } from "../member/keep-administrator.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toRoleOutput, toStoredRules } from "./role-output.ts";
import { loadRole, type OpenRoleScope, openRoleScope } from "./role-scope.ts";

/**
 * Changes the fields that are given of a role of the organization. Whoever holds the role holds the new rules at once;
 * a denial that leaves nobody administrator for good is `member.last_admin`.
 * With `expectedUpdatedAt` a change made meanwhile by somebody else is not overwritten: `role.changed_meanwhile`.
 */
export function updateOrganizationRole(ctx: UseCaseContext, input: UpdateOrganizationRoleInput): Promise<RoleOutput> {
  return updateRole(ctx, null, input);
}

/** The same of a role of the project. */
export function updateProjectRole(ctx: UseCaseContext, input: UpdateProjectRoleInput): Promise<RoleOutput> {
  return updateRole(ctx, input.projectId, input);
}

async function updateRole(
  ctx: UseCaseContext,
  projectId: string | null,
  input: UpdateOrganizationRoleInput,
): Promise<RoleOutput> {
  const scope = await openRoleScope(ctx, projectId);
  scope.authorize("role:edit");
  return ctx.transaction((tx) => {
    const change = () => changeRole(tx, ctx, scope, input);
    return scope.projectId === null ? keepAdministrator(tx, ctx, change) : change();
  });
}

async function changeRole(
  tx: Store,
  ctx: UseCaseContext,
  scope: OpenRoleScope,
  input: UpdateOrganizationRoleInput,
): Promise<RoleOutput> {
  await tx.roles.lock(input.roleId);
  const before = toRoleOutput(scope.kind, await loadRole(tx, scope, input.roleId));
  const { expectedUpdatedAt } = input;
  if (expectedUpdatedAt !== undefined && before.updatedAt?.getTime() !== Date.parse(expectedUpdatedAt)) {
    throw new AppError("role.changed_meanwhile");
  }
  assertMayChange(scope, before.rules, input.rules ?? before.rules);
  const { slug, name, description } = input;
  const permissions = input.rules && toStoredRules(input.rules);
  const row = await tx.roles.update(input.roleId, { slug, name, description, permissions }, ctx.clock.now());
  if (!row) throw new AppError("role.slug_taken");
  const after = toRoleOutput(scope.kind, row);
  await appendAuditEvent(tx, ctx, {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    action: "role.update",
    subject: { type: "role", id: input.roleId },
    ...(scope.projectId === null ? {} : { projectId: scope.projectId }),
    detail: changesBetween(audited(before), audited(after)),
  });
  return after;
}

/**
 * Both what the role allowed and what it is to allow must be the caller's own. A denial that goes away gives as well: to
 * whoever has the same thing allowed by another role, the caller perhaps included.
 */
function assertMayChange(scope: OpenRoleScope, before: PermissionRule[], after: PermissionRule[]): void {
  scope.assertWithin(before);
  scope.assertWithin(after);
  const kept = (denial: PermissionRule) => after.some((rule) => isDeepStrictEqual(rule, denial));
  scope.assertWithin(
    before.filter((rule) => rule.inverted && !kept(rule)).map((denial) => ({ ...denial, inverted: false })),
  );
}

function audited({ slug, name, description, rules }: RoleOutput) {
  return { slug, name, description, rules: toStoredRules(rules) };
}
