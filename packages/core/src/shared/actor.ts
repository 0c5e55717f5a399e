/** Who acts now. `system` is the server itself: set-up and background work. */
export type Actor =
  | { type: "user"; id: string; name: string }
  | { type: "identity"; id: string; name: string; accessTokenId: string }
  | { type: "system" };

/** Who calls, and in which organization. */
export interface Caller {
  actor: Actor;
  organizationId: string;
}

/** The id an actor is written down with; the server itself has none. */
export function actorId(actor: Actor): string | null {
  return actor.type === "system" ? null : actor.id;
}
