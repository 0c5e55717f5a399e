import {
  can,
  ORGANIZATION_PERMISSIONS,
  type OrganizationPermission,
  type PermissionRule,
  PROJECT_PERMISSIONS,
  type ProjectPermission,
  type ResourceAttributes,
  type RoleScopeKind,
} from "@podpass/contracts";

const SECRET_PERMISSIONS = ["secrets:describeSecret", "secrets:readValue", "secrets:edit", "secrets:delete"] as const;

type Secrets = ReadonlyMap<string, ResourceAttributes>;

/** What is allowed, as words that sets can be made of: of the organization, of the project, and of each secret where it is. */
export function atomsOf(
  organizationRules: readonly PermissionRule[],
  projectRules: readonly PermissionRule[],
  secrets: Secrets,
): Set<string> {
  const atoms = new Set<string>();
  for (const [subject, actions] of Object.entries(ORGANIZATION_PERMISSIONS)) {
    for (const action of actions) {
      const permission = `${subject}:${action}` as OrganizationPermission;
      if (can(organizationRules, permission)) atoms.add(`organization ${permission}`);
    }
  }
  for (const [subject, actions] of Object.entries(PROJECT_PERMISSIONS)) {
    for (const action of subject === "secrets" ? [] : actions) {
      const permission = `${subject}:${action}` as ProjectPermission;
      if (can(projectRules, permission)) atoms.add(`project ${permission}`);
    }
  }
  for (const [id, attributes] of secrets) {
    for (const permission of SECRET_PERMISSIONS)
      if (can(projectRules, permission, attributes)) atoms.add(`${permission} ${id}`);
  }
  return atoms;
}

/** A role that somebody gave who holds everything: what it said then, and when it ends. */
export interface Gift {
  scope: RoleScopeKind;
  roleId: string;
  rules: readonly PermissionRule[];
  endsAt: Date | null;
}

/** What the actor may reach: what it was given, and what the identities were given that it can be. */
export class Due {
  /** What each principal holds that is the actor's own, by its id: what is denied in any of it is taken from all of it. */
  readonly #own = new Map<string, Gift[]>();
  readonly #ofOthers: Gift[] = [];

  /** A role that is given anew is held as it is now: what it denied before, it was given without. */
  giveActor(principalId: string, gift: Gift): void {
    const liftDenials = (old: Gift) => ({ ...old, rules: old.rules.filter(({ inverted }) => !inverted) });
    const held = this.#own.get(principalId) ?? [];
    this.#own.set(principalId, [...held.map((old) => (old.roleId === gift.roleId ? liftDenials(old) : old)), gift]);
  }

  giveOther(gift: Gift): void {
    this.#ofOthers.push(gift);
  }

  /** By the rules that were given, on secrets where they were then: nobody with a right to it has moved one. */
  atomsAt(now: Date, secrets: Secrets): Set<string> {
    const allowed = new Set<string>();
    // Whatever another holds beside it: a gift to it may be reached alone.
    for (const held of [...this.#own.values(), ...this.#ofOthers.map((gift) => [gift])]) {
      const live = held.filter(({ endsAt }) => endsAt === null || endsAt > now);
      const rulesIn = (of: RoleScopeKind) => live.flatMap(({ scope, rules }) => (scope === of ? rules : []));
      for (const atom of atomsOf(rulesIn("organization"), rulesIn("project"), secrets)) allowed.add(atom);
    }
    return allowed;
  }
}
