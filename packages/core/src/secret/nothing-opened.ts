import { isDeepStrictEqual } from "node:util";
import { can, couldOpen, type PermissionRule, type ResourceAttributes, rulesSpeakingOf } from "@podpass/contracts";
import { rulesOfRole } from "../authorization/role-rules.ts";
import { AppError } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

const SECRET_PERMISSIONS = ["secrets:describeSecret", "secrets:readValue", "secrets:edit", "secrets:delete"] as const;

/** How often a rule may be held against a secret: what takes longer than a transaction is not begun. */
const MAX_COMPARISONS = 50_000_000;

/** What rules see of a secret before and after a change. */
export interface Move {
  before: ResourceAttributes;
  after: ResourceAttributes;
}

/**
 * Rules speak of a secret's environment, path, name and tags: whoever changes these decides who may do what with it. So
 * they must hold, for good, whatever the change could allow to anybody by some role of the project, themselves included.
 * Where no role has conditions, nothing can be opened. Throws `auth.privilege_boundary`.
 */
export async function assertNothingOpened(
  tx: Store,
  ctx: UseCaseContext,
  { projectId, rulesUntil }: { projectId: string; rulesUntil(until: null): readonly PermissionRule[] },
  moves: readonly Move[],
): Promise<void> {
  const changing = moves.filter(({ before, after }) => !isDeepStrictEqual(before, after));
  if (changing.length === 0) return;
  const roles = await tx.roles.list({ organizationId: ctx.organizationId, projectId });
  const rules: PermissionRule[] = [];
  for (const customRole of roles) {
    await letOthersGoOn();
    rules.push(...rulesOfRole("project", { role: null, customRole }));
  }
  const lasting = rulesUntil(null);
  let comparisons = 0;
  const judged = SECRET_PERMISSIONS.map((permission) => ({ permission, rules: rulesSpeakingOf(rules, permission) }));
  for (const { before, after } of changing) {
    for (const { permission, rules } of judged) {
      await letOthersGoOn();
      if (can(lasting, permission, before)) continue;
      comparisons += rules.length;
      if (comparisons <= MAX_COMPARISONS && !couldOpen(rules, before, after)) continue;
      const reason = `could open ${permission} of a secret to somebody, as far as that can be told`;
      throw new AppError("auth.privilege_boundary", { reason, refused: { projectId, resource: after } });
    }
  }
}
