import { type RoleGrant, slugOfGrant, windowLengthMs } from "@podpass/contracts";
import type { RoleWindow } from "../authorization/role-window.ts";
import { invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { MemberRole } from "./audited-roles.ts";
import { resolveRole } from "./resolve-role.ts";

/** A role as a membership stores it. */
export interface GrantedRole extends RoleWindow {
  role: string | null;
  customRoleId: string | null;
  windowLength: string | null;
}

/** A built-in role held for good, as a membership stores it. */
export function lastingRole(role: string): GrantedRole {
  return { role, customRoleId: null, startsAt: null, endsAt: null, windowLength: null };
}

/** Roles that are to be given: as they are stored, and as they would be held. */
export interface ResolvedGrants {
  granted: GrantedRole[];
  held: MemberRole[];
}

/**
 * Finds the roles that are to be given, as they are stored and as they would be held. `projectId` null means roles of the
 * organization. Throws `role.not_found`, or `request.invalid` for a window that ends before it starts.
 */
export async function resolveGrants(
  ctx: UseCaseContext,
  grants: readonly RoleGrant[],
  projectId: string | null,
): Promise<ResolvedGrants> {
  const now = ctx.clock.now();
  const resolved = await Promise.all(
    grants.map(async (grant, index) => ({
      found: await resolveRole(ctx, slugOfGrant(grant), projectId),
      window: windowOf(grant, index, now),
    })),
  );
  return {
    granted: resolved.map(({ found: { role, customRoleId }, window }) => ({ role, customRoleId, ...window })),
    held: resolved.map(({ found, window }) => ({ ...found.held, ...window })),
  };
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
