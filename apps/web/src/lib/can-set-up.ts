import type { OrganizationPermission } from "@podpass/contracts";

/** Whether the guided setup is on offer: all of it hangs on an identity whose authentication one may edit. */
export function canSetUp(can: (permission: OrganizationPermission) => boolean): boolean {
  return can("identity:read") && can("identity:edit-auth");
}
