import { builtInRole, type MembershipRole, type RoleScopeKind } from "@podpass/contracts";

/** The columns of a role that a membership holds, in an organization as in a project. */
export const membershipRoleColumns = {
  id: true,
  role: true,
  startsAt: true,
  endsAt: true,
  windowLength: true,
  customRole: { select: { id: true, slug: true, name: true, permissions: true } },
} as const;

export interface MembershipRoleRow {
  id: string;
  role: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  windowLength: string | null;
  customRole: { id: string; slug: string; name: string } | null;
}

/** The role of a membership by the name people know it by. */
export function toMembershipRole(scope: RoleScopeKind, row: MembershipRoleRow): MembershipRole {
  const { id, customRole, startsAt, endsAt, windowLength } = row;
  const window = startsAt && endsAt ? { startsAt, endsAt, windowLength } : null;
  if (customRole) {
    return { id, role: customRole.slug, isCustom: true, customRoleId: customRole.id, name: customRole.name, window };
  }
  const slug = row.role ?? "no-access";
  return { id, role: slug, isCustom: false, customRoleId: null, name: builtInRole(scope, slug)?.name ?? slug, window };
}
