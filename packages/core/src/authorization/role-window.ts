import type { PermissionRule, RoleScopeKind } from "@podpass/contracts";
import { type HeldRole, rulesOfRole } from "./role-rules.ts";

/** When a role is held: from one instant until just before another, or always. */
export interface RoleWindow {
  startsAt: Date | null;
  endsAt: Date | null;
}

/** A role of a person in the organization, or of anybody in a project. */
export type WindowedRole = HeldRole & RoleWindow;

/** Whether the role counts at that instant. */
export function isHeldAt({ startsAt, endsAt }: RoleWindow, at: Date): boolean {
  return (startsAt === null || startsAt <= at) && (endsAt === null || endsAt > at);
}

interface HeldRules {
  held: string;
  rules: readonly PermissionRule[];
}
const rulesOfRoles = new WeakMap<readonly WindowedRole[], HeldRules>();

/** What these roles say at that instant: for roles that are kept in memory one list, as long as the same ones count. */
export function rulesHeldAt(scope: RoleScopeKind, roles: readonly WindowedRole[], at: Date): readonly PermissionRule[] {
  const current = roles.filter((role) => isHeldAt(role, at));
  const held = current.map((role) => roles.indexOf(role)).join();
  const known = rulesOfRoles.get(roles);
  if (known?.held === held) return known.rules;
  const rules = current.flatMap((role) => [...rulesOfRole(scope, role)]);
  rulesOfRoles.set(roles, { held, rules });
  return rules;
}

/** Whether the role counts during all of the time from one instant until another; null means for ever. */
function covers({ startsAt, endsAt }: RoleWindow, from: Date, until: Date | null): boolean {
  return (startsAt === null || startsAt <= from) && (endsAt === null || (until !== null && endsAt >= until));
}

/** Whether the role counts at any moment between. */
function overlaps({ startsAt, endsAt }: RoleWindow, from: Date, until: Date | null): boolean {
  return (endsAt === null || endsAt > from) && (startsAt === null || until === null || startsAt < until);
}

/**
 * What the holder of these roles may do at every moment from `from` until `until` (null: for ever): what is allowed all
 * the time, less what is denied at any time. Whoever holds something for an hour hands it on for that hour at most.
 */
export function rulesHeldThrough(
  scope: RoleScopeKind,
  roles: readonly WindowedRole[],
  from: Date,
  until: Date | null,
): PermissionRule[] {
  return roles.flatMap((role) => {
    const rules = rulesOfRole(scope, role);
    if (covers(role, from, until)) return [...rules];
    return overlaps(role, from, until) ? rules.filter((rule) => rule.inverted) : [];
  });
}

/**
 * The most that one role of several ever allows from now on: what it allows, less what the others deny during all of its
 * time. Empty for a role whose time is over.
 */
export function rulesAtMost(
  scope: RoleScopeKind,
  role: WindowedRole,
  among: readonly WindowedRole[],
  now: Date,
): PermissionRule[] {
  if (role.endsAt !== null && role.endsAt <= now) return [];
  const from = role.startsAt !== null && role.startsAt > now ? role.startsAt : now;
  const denials = among
    .filter((other) => covers(other, from, role.endsAt))
    .flatMap((other) => rulesOfRole(scope, other).filter((rule) => rule.inverted));
  return [...rulesOfRole(scope, role).filter((rule) => !rule.inverted), ...denials];
}
