import { can, type PermissionRule, type ResourceAttributes } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";

const SECRET_PERMISSIONS = ["secrets:describeSecret", "secrets:readValue", "secrets:edit", "secrets:delete"] as const;

/**
 * Rules speak of a secret's path, name and tags: nobody changes these of a secret to do more with it than before.
 * Throws `auth.privilege_boundary`.
 */
export function assertNothingGained(
  rules: readonly PermissionRule[],
  before: ResourceAttributes,
  after: ResourceAttributes,
): void {
  const gained = SECRET_PERMISSIONS.find(
    (permission) => can(rules, permission, after) && !can(rules, permission, before),
  );
  if (gained) throw new AppError("auth.privilege_boundary", { reason: `would gain ${gained} on a secret` });
}
