import { isWithin, type PermissionRule, type RoleOutput } from "@podpass/contracts";

export type Role = Pick<RoleOutput, "slug" | "name" | "description" | "rules">;

/** Which roles of a project or organization the signed-in user may give. */
export interface RoleChoices {
  /** Those the server lets them give. */
  grantable: readonly Role[];
  /** How many there are beyond those. */
  hiddenCount: number;
  /** Whether they hold all that these roles allow: only then may they be changed or taken away. */
  areWithinMine: (slugs: readonly string[]) => boolean;
}

/** The choices of whoever holds these rules for good. */
export function choicesWithin(roles: readonly Role[], lastingRules: readonly PermissionRule[]): RoleChoices {
  const grantable = roles.filter((role) => isWithin(lastingRules, role.rules));
  return {
    grantable,
    hiddenCount: roles.length - grantable.length,
    areWithinMine: (slugs) => slugs.every((slug) => grantable.some((role) => role.slug === slug)),
  };
}
