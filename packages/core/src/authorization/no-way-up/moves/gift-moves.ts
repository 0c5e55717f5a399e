import { isTemplated } from "@podpass/contracts";
import * as core from "../../../index.ts";
import { type Game, grantOf } from "../game.ts";
import { pick } from "../pick.ts";
import type { Gift } from "../reach.ts";
import type { Move, Turn } from "./move.ts";

/** Somebody who holds everything gives a role, as it is now. */
async function give(game: Game, identityId: string, { other, hours }: Turn): Promise<void> {
  const { projectId, due } = game;
  const { admin } = game.tenant;
  const roleId = pick(game.roles, other);
  const { slug, rules } = await core.getProjectRole(admin, { projectId, roleId });
  const endsAt = game.inHours(hours);
  const membership = await core.getProjectIdentity(admin, { projectId, identityId });
  const kept = membership.roles
    .filter(({ role }) => role !== slug)
    .map(({ role, window }) =>
      window ? { role, startsAt: window.startsAt.toISOString(), endsAt: window.endsAt.toISOString() } : role,
    );
  const roles = [...kept, grantOf({ role: slug, endsAt })];
  await core.updateProjectIdentity(admin, { projectId, identityId, roles });
  // A template is given as whatever it may come to stand for.
  const given = rules.map((rule) => (isTemplated(rule) && !rule.inverted ? { ...rule, conditions: {} } : rule));
  const gift: Gift = { scope: "project", roleId, rules: given, endsAt };
  if (identityId === game.identities[0]) due.giveActor(identityId, gift);
  else due.giveOther(gift);
}

export const GIFT_MOVES = {
  "be given": (game, turn) => give(game, pick(game.identities, 0), turn),
  "give its identity": (game, turn) => give(game, pick(game.identities, turn.which), turn),
} satisfies Record<string, Move>;
