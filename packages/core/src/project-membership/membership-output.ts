import { builtInRole, type IdentityMembershipOutput, type UserMembershipOutput } from "@podpass/contracts";
import { authMethodsOf } from "../identity/identity-output.ts";
import { AppError } from "../shared/app-error.ts";
import type { IdentityMembershipRow } from "./project-membership.repository.ts";

type RoleRow = IdentityMembershipRow["roles"][number];

/** What the world sees of an identity's membership. */
export function toMembershipOutput({ identity, roles, ...row }: IdentityMembershipRow): IdentityMembershipOutput {
  if (!identity) throw new AppError("project_membership.not_found");
  const { universalAuth, kubernetesAuth, tokenAuth, ...visible } = identity;
  return {
    ...row,
    identity: { ...visible, authMethods: authMethodsOf({ universalAuth, kubernetesAuth, tokenAuth }) },
    roles: roles.map(toMembershipRole),
  };
}

/** The role of a membership by the name people know it by. */
export function toMembershipRole(row: RoleRow): UserMembershipOutput["roles"][number] {
  const { id, customRole, startsAt, endsAt, windowLength } = row;
  const window = startsAt && endsAt ? { startsAt, endsAt, windowLength } : null;
  if (customRole) return { id, role: customRole.slug, isCustom: true, name: customRole.name, window };
  const slug = row.role ?? "no-access";
  return { id, role: slug, isCustom: false, name: builtInRole("project", slug)?.name ?? slug, window };
}
