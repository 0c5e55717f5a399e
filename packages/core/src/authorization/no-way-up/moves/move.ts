import type { PermissionRule } from "@podpass/contracts";
import type { UseCaseContext } from "../../../index.ts";
import type { Game } from "../game.ts";

/** With what a move is made; numbers pick from whatever there is. */
export interface Turn {
  /** The actor, as one of those it can be. */
  ctx: UseCaseContext;
  by: number;
  which: number;
  other: number;
  rules: PermissionRule[];
  hours: number | null;
}

/** Something the actor does. Rejects with the `AppError` of the use-case when it is refused. */
export type Move = (game: Game, turn: Turn) => Promise<unknown>;

/** A name that nothing has yet. */
export function newName({ roles, organizationRoles, identities }: Game): string {
  return `made-${roles.length + organizationRoles.length}-${identities.length}`;
}
