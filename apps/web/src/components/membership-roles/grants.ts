import { type RoleGrant, type TemporaryRole, windowLengthMs } from "@podpass/contracts";
import type { RouterOutputs } from "#lib/trpc.ts";

type MembershipRole = RouterOutputs["projectMembership"]["listIdentities"]["items"][number]["roles"][number];

/** The grant that keeps a role as it is held. */
export function grantOf({ role, window }: MembershipRole): RoleGrant {
  if (window === null) return role;
  const { startsAt, endsAt, windowLength } = window;
  return windowLength === null ? { role, startsAt, endsAt } : { role, startsAt, windowLength };
}

export type GrantKind = "lasting" | "length" | "end" | "period";

export function kindOf(grant: RoleGrant): GrantKind {
  if (typeof grant === "string") return "lasting";
  if (grant.endsAt === undefined) return "length";
  return grant.startsAt === undefined ? "end" : "period";
}

const HOUR_MS = 3_600_000;

/** The same role, held in another way: for good, for an hour from now, until an hour from now, or for the hour after it. */
export function newGrant(slug: string, kind: GrantKind, now: Date): RoleGrant {
  const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS).toISOString();
  if (kind === "lasting") return slug;
  if (kind === "length") return { role: slug, windowLength: "1h" };
  if (kind === "end") return { role: slug, endsAt: inHours(1) };
  return { role: slug, startsAt: inHours(1), endsAt: inHours(2) };
}

/** Which field of a temporary role cannot be saved as it is, and why. */
export interface TimeProblem {
  field: "startsAt" | "windowLength" | "endsAt";
  text: string;
}

/** What is wrong with the time of a temporary role, as the contract and the server see it; null when it may be saved. */
export function timeProblem(grant: TemporaryRole, now: Date): TimeProblem | null {
  const { startsAt, windowLength, endsAt } = grant;
  if (startsAt === "") return { field: "startsAt", text: "Choose when it starts." };
  if (endsAt === undefined) {
    const isLength = windowLengthMs(windowLength ?? "") !== null;
    return isLength ? null : { field: "windowLength", text: "Type a length such as 30m, 8h or 7d." };
  }
  if (endsAt === "") return { field: "endsAt", text: "Choose when it ends." };
  if (new Date(endsAt) > (startsAt === undefined ? now : new Date(startsAt))) return null;
  const text = startsAt === undefined ? "This moment has passed." : "The end must be after the start.";
  return { field: "endsAt", text };
}
