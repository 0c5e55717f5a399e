import { builtInRole, PermissionRule } from "@podpass/contracts";
import { z } from "zod";

/** A role as a membership holds it: a built-in slug or a custom role with its stored rules. */
export interface HeldRole {
  role: string | null;
  customRole: { slug: string; permissions: unknown } | null;
}

/**
 * The rules of a held role. Fails closed: a slug nobody knows and rules that do not parse allow nothing.
 */
export function rulesOfRole(scope: "organization" | "project", held: HeldRole): readonly PermissionRule[] {
  if (held.customRole) {
    const parsed = z.array(PermissionRule).safeParse(held.customRole.permissions);
    return parsed.success ? parsed.data : [];
  }
  return held.role === null ? [] : (builtInRole(scope, held.role)?.rules ?? []);
}

/** The slug a role is called by, whichever kind it is. */
export function slugOfRole(held: { role: string | null; customRole: { slug: string } | null }): string {
  return held.customRole?.slug ?? held.role ?? "no-access";
}
