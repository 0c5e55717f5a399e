import type { RoleGrant } from "@podpass/contracts";
import * as core from "../../../index.ts";
import { type Game, grantOf } from "../game.ts";
import { pick } from "../pick.ts";
import type { Turn } from "./move.ts";

/** One or two roles of the project that a turn gives. */
export async function projectGrants(game: Game, turn: Turn): Promise<RoleGrant[]> {
  const roleIds = [pick(game.roles, turn.other), pick(game.roles, turn.other + turn.by)];
  return grantsOf(game, turn, await Promise.all(roleIds.map((roleId) => game.slugOf(roleId))));
}

/** The same of the organization. */
export async function organizationGrants(game: Game, turn: Turn): Promise<RoleGrant[]> {
  const made = game.organizationRoles.map((roleId) => core.getOrganizationRole(game.tenant.admin, { roleId }));
  const slugs = [...(await Promise.all(made)).map(({ slug }) => slug), "member", "admin", "no-access"];
  return grantsOf(game, turn, [pick(slugs, turn.other), pick(slugs, turn.other + turn.by)]);
}

function grantsOf(game: Game, { hours }: Turn, slugs: string[]): RoleGrant[] {
  return [...new Set(slugs)].map((role) => grantOf({ role, endsAt: game.inHours(hours) }));
}
