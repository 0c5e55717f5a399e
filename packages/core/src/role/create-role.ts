import { randomUUID } from "node:crypto";
import {
  type CreateOrganizationRoleInput,
  type CreateProjectRoleInput,
  MAX_CUSTOM_ROLES,
  type RoleOutput,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toRoleOutput, toStoredRules } from "./role-output.ts";
import { loadRole, openRoleScope } from "./role-scope.ts";

/** Makes a role of the organization that holds no more than its maker does. */
export function createOrganizationRole(ctx: UseCaseContext, input: CreateOrganizationRoleInput): Promise<RoleOutput> {
  return createRole(ctx, null, input);
}

/** Makes a role of the project that holds no more than its maker does there. */
export function createProjectRole(ctx: UseCaseContext, input: CreateProjectRoleInput): Promise<RoleOutput> {
  return createRole(ctx, input.projectId, input);
}

async function createRole(
  ctx: UseCaseContext,
  projectId: string | null,
  input: CreateOrganizationRoleInput,
): Promise<RoleOutput> {
  const scope = await openRoleScope(ctx, projectId);
  scope.authorize("role:create");
  scope.assertWithin(input.rules);
  const { slug, name, description } = input;
  const permissions = toStoredRules(input.rules);
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    if ((await tx.roles.count(scope)) >= MAX_CUSTOM_ROLES) {
      throw invalidField("slug", `There may be at most ${MAX_CUSTOM_ROLES} roles besides the built-in ones`);
    }
    const place = { organizationId: scope.organizationId, projectId: scope.projectId };
    const row = { id: randomUUID(), ...place, slug, name, description, permissions, createdAt: now };
    if (!(await tx.roles.insert(row))) throw new AppError("role.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "role.create",
      subject: { type: "role", id: row.id },
      ...(scope.projectId === null ? {} : { projectId: scope.projectId }),
      detail: { slug, name, rules: permissions },
    });
    return toRoleOutput(scope.kind, await loadRole(tx, scope, row.id));
  });
}
