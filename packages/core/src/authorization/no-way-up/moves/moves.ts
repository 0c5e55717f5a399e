import fc from "fast-check";
import { Hours, Rules } from "../beginnings.ts";
import { GIFT_MOVES } from "./gift-moves.ts";
import { IDENTITY_MOVES } from "./identity-moves.ts";
import { LOGIN_MOVES } from "./login-moves.ts";
import type { Move } from "./move.ts";
import { PEOPLE_MOVES } from "./people-moves.ts";
import { PLACE_MOVES } from "./place-moves.ts";
import { ROLE_MOVES } from "./role-moves.ts";

const MOVES = { ...ROLE_MOVES, ...IDENTITY_MOVES, ...PEOPLE_MOVES, ...LOGIN_MOVES, ...PLACE_MOVES, ...GIFT_MOVES };
type Act = keyof typeof MOVES | "wait";

/** Those that others build on, or that need most to be right before they are let through: twice as likely. */
const OFTEN: Act[] = [
  "edit role",
  "give roles",
  "log in by client secret",
  "log in from a pod",
  "rename folder",
  "accept invitation",
];
// Its own keys.
const ACTS = [...(Object.keys(MOVES) as (keyof typeof MOVES)[]), "wait" as const, ...OFTEN];

const Index = fc.nat(11);

/** What is done next; `by` is whichever of the identities that the actor can log in as. */
export const Step = fc.record({
  by: Index,
  which: Index,
  other: Index,
  rules: Rules,
  hours: Hours,
  act: fc.constantFrom(...ACTS),
});
export type Step = typeof Step extends fc.Arbitrary<infer Value> ? Value : never;

export function moveOf(act: keyof typeof MOVES): Move {
  return MOVES[act];
}
