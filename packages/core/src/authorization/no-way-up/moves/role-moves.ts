import { ORGANIZATION_ROLES, type PermissionRule } from "@podpass/contracts";
import * as core from "../../../index.ts";
import { MANAGEMENT, ORGANIZATION_MANAGEMENT } from "../beginnings.ts";
import { pick } from "../pick.ts";
import { type Move, newName } from "./move.ts";

const managing = (other: number) => ORGANIZATION_MANAGEMENT.slice(0, 1 + (other % ORGANIZATION_MANAGEMENT.length));

export const ROLE_MOVES = {
  "make role": async (game, { ctx, rules }) => {
    const name = newName(game);
    const role = { projectId: game.projectId, slug: name, name, description: "", rules };
    game.roles.push((await core.createProjectRole(ctx, role)).id ?? "");
  },
  "edit role": async ({ projectId, tenant, roles }, { ctx, which, other, rules }) => {
    const roleId = pick(roles, which);
    const before = (await core.getProjectRole(tenant.admin, { projectId, roleId })).rules;
    const edits = [rules, [...before, ...rules], before.slice(0, -1), [...MANAGEMENT, ...rules]];
    await core.updateProjectRole(ctx, { projectId, roleId, rules: pick(edits, other) });
  },
  "lift denials": async ({ projectId, tenant, roles }, { ctx, which }) => {
    const roleId = pick(roles, which);
    const { rules } = await core.getProjectRole(tenant.admin, { projectId, roleId });
    await core.updateProjectRole(ctx, { projectId, roleId, rules: rules.filter(({ inverted }) => !inverted) });
  },
  "delete role": ({ projectId, roles }, { ctx, which }) =>
    core.deleteProjectRole(ctx, { projectId, roleId: pick(roles, which) }),
  "make organization role": async (game, { ctx, other }) => {
    const name = newName(game);
    const rules: PermissionRule[] = other % 3 === 0 ? [...ORGANIZATION_ROLES.member.rules] : managing(other);
    const role = { slug: name, name, description: "", rules };
    game.organizationRoles.push((await core.createOrganizationRole(ctx, role)).id ?? "");
  },
  "edit organization role": ({ organizationRoles }, { ctx, which, other }) => {
    const rules: PermissionRule[] = other % 3 === 0 ? [...ORGANIZATION_ROLES.admin.rules] : managing(other);
    return core.updateOrganizationRole(ctx, { roleId: pick(organizationRoles, which), rules });
  },
} satisfies Record<string, Move>;
