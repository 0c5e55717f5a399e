import type { JsonValue } from "../audit/append-audit-event.ts";
import { slugOfRole } from "../authorization/role-rules.ts";
import type { WindowedRole } from "../authorization/role-window.ts";

/** A role as a membership has it or is about to: with how its window was asked for, where it has no end of its own. */
export type MemberRole = WindowedRole & { windowLength: string | null };

/**
 * The roles of a membership, for an audit event: a role for good as its slug, a temporary one with its window in RFC 3339,
 * so that the event says for how long it was held also once the membership no longer does.
 */
export function auditedRoles(roles: readonly MemberRole[]): JsonValue[] {
  return roles.map((role) => {
    const { startsAt, endsAt, windowLength } = role;
    const slug = slugOfRole(role);
    if (startsAt === null || endsAt === null) return slug;
    return { role: slug, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), windowLength };
  });
}
