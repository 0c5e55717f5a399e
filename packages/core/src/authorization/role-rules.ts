import {
  builtInRole,
  DENY_ALL,
  OrganizationRule,
  type PermissionRule,
  ProjectRule,
  type RoleScopeKind,
} from "@podpass/contracts";
import { z } from "zod";

/** A role as a membership holds it: a built-in slug or a custom role with its stored rules. */
export interface HeldRole {
  role: string | null;
  customRole: { slug: string; permissions: unknown } | null;
}

/** Stored rules as they were parsed: those of a row that is kept in memory are asked for at every request. */
const parsed = {
  organization: new WeakMap<object, readonly PermissionRule[]>(),
  project: new WeakMap<object, readonly PermissionRule[]>(),
};

const Denial = z.object({ inverted: z.literal(true) });

/**
 * The rules of a held role. Fails closed: a slug nobody knows and a rule that does not parse allow nothing, and a denial
 * that does not parse denies everything.
 */
export function rulesOfRole(scope: RoleScopeKind, held: HeldRole): readonly PermissionRule[] {
  if (!held.customRole) return held.role === null ? [] : (builtInRole(scope, held.role)?.rules ?? []);
  const { permissions } = held.customRole;
  if (typeof permissions !== "object" || permissions === null) return [];
  const rules = parsed[scope].get(permissions) ?? parseRules(scope, permissions);
  parsed[scope].set(permissions, rules);
  return rules;
}

function parseRules(scope: RoleScopeKind, permissions: object): PermissionRule[] {
  const stored = z.array(z.unknown()).safeParse(permissions);
  const Rule = scope === "organization" ? OrganizationRule : ProjectRule;
  return (stored.data ?? []).flatMap((line) => {
    const rule = Rule.safeParse(line);
    if (rule.success) return [rule.data];
    return Denial.safeParse(line).success ? [DENY_ALL] : [];
  });
}

/** The slug a role is called by, whichever kind it is. */
export function slugOfRole(held: { role: string | null; customRole: { slug: string } | null }): string {
  return held.customRole?.slug ?? held.role ?? "no-access";
}
