import type { Needs } from "../needs.ts";
import type { Things } from "../things.ts";

/** The input of a call about these things. */
export type InputOf = (things: Things) => Record<string, unknown>;

/** What a procedure of the dashboard's API needs, and an input that is right. */
export interface Procedure {
  needs: Needs;
  input?: InputOf;
  /** As `Call.isBounded`. */
  isBounded?: true;
}

export const identity: InputOf = ({ identityId }) => ({ identityId });
export const inProject: InputOf = ({ projectId }) => ({ projectId });
export const inEnvironment: InputOf = ({ projectId }) => ({ projectId, environment: "dev" });
export const secret: InputOf = (things) => ({ ...inEnvironment(things), key: "KEY" });
export const toStaging: InputOf = (things) => ({
  ...inEnvironment(things),
  keys: ["KEY"],
  to: { environment: "staging" },
});
export const person: InputOf = ({ memberId }) => ({ memberId });
export const projectUser: InputOf = ({ projectId, userId }) => ({ projectId, userId });
export const invitation: InputOf = ({ invitationId }) => ({ invitationId });
export const member: InputOf = ({ projectId, identityId }) => ({ projectId, identityId });

/** Whoever decides how an identity logs in can log in as it. */
export const asIdentity = (needs: Needs, input: InputOf = identity): Procedure => ({ needs, input, isBounded: true });

/** Procedures by the router's own names. */
export type Procedures = Readonly<Record<string, Procedure>>;
