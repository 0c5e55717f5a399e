import type { IdentityMembershipOutput } from "@podpass/contracts";
import { authMethodsOf } from "../identity/identity-output.ts";
import { toMembershipRole } from "../role/membership-role.ts";
import { AppError } from "../shared/app-error.ts";
import type { IdentityMembershipRow } from "./project-membership.repository.ts";

/** What the world sees of an identity's membership. */
export function toMembershipOutput({ identity, roles, ...row }: IdentityMembershipRow): IdentityMembershipOutput {
  if (!identity) throw new AppError("project_membership.not_found");
  const { universalAuth, kubernetesAuth, tokenAuth, ...visible } = identity;
  return {
    ...row,
    identity: { ...visible, authMethods: authMethodsOf({ universalAuth, kubernetesAuth, tokenAuth }) },
    roles: roles.map((role) => toMembershipRole("project", role)),
  };
}
