import { rulesHeldAt, rulesHeldThrough, type WindowedRole } from "../authorization/role-window.ts";
import { type PublicContext, type UseCaseContext, withActor } from "../shared/use-case-context.ts";

interface Member {
  user: { id: string; name: string };
  roles: readonly WindowedRole[];
}

/** The context a person acts in as a member of an organization: with the roles they hold now, by the clock. */
export function actAsMember(ctx: PublicContext, organizationId: string, { user, roles }: Member): UseCaseContext {
  const now = ctx.clock.now();
  return withActor(ctx, {
    actor: { type: "user", id: user.id, name: user.name },
    organizationId,
    organizationRules: rulesHeldAt("organization", roles, now),
    organizationRulesUntil: (until) => rulesHeldThrough("organization", roles, now, until),
    serviceAccount: null,
  });
}
