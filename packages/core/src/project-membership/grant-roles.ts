import { type RoleGrant, slugOfGrant, windowLengthMs } from "@podpass/contracts";
import type { JsonValue } from "../audit/append-audit-event.ts";
import { assertRolesWithin } from "../authorization/privilege-boundary.ts";
import type { ProjectAccess } from "../authorization/project-access.ts";
import type { RoleWindow } from "../authorization/role-window.ts";
import { resolveRole } from "../role/resolve-role.ts";
import { invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** A role as a membership stores it. */
interface GrantedRole extends RoleWindow {
  role: string | null;
  customRoleId: string | null;
  windowLength: string | null;
}

/**
 * Finds the roles and refuses any that holds more than the actor does in this project, or holds it longer. Throws
 * `role.not_found`, `auth.privilege_boundary`, or `request.invalid` for a window that ends before it starts.
 */
export async function grantRoles(
  ctx: UseCaseContext,
  access: ProjectAccess,
  grants: readonly RoleGrant[],
): Promise<GrantedRole[]> {
  const now = ctx.clock.now();
  const granted = await Promise.all(
    grants.map(async (grant, index) => ({
      found: await resolveRole(ctx, slugOfGrant(grant), access.project.id),
      window: windowOf(grant, index, now),
    })),
  );
  assertRolesWithin(
    ctx,
    access,
    granted.map(({ found, window }) => ({ ...found.held, ...window })),
  );
  return granted.map(({ found: { role, customRoleId }, window }) => ({ role, customRoleId, ...window }));
}

/** What was granted, for an audit event. */
export function auditedGrants(grants: readonly RoleGrant[]): JsonValue[] {
  // Grants come out of a schema of texts: JSON loses nothing of them but what is undefined.
  return JSON.parse(JSON.stringify(grants)) as JsonValue[];
}

function windowOf(grant: RoleGrant, index: number, now: Date): RoleWindow & { windowLength: string | null } {
  if (typeof grant === "string") return { startsAt: null, endsAt: null, windowLength: null };
  const startsAt = grant.startsAt === undefined ? now : new Date(grant.startsAt);
  const { windowLength = null } = grant;
  const lengthMs = windowLength === null ? null : windowLengthMs(windowLength);
  const endsAt = new Date(lengthMs === null ? (grant.endsAt ?? startsAt) : startsAt.getTime() + lengthMs);
  if (endsAt <= startsAt) throw invalidField(`roles.${index}.endsAt`, "Must be after the start");
  return { startsAt, endsAt, windowLength };
}
