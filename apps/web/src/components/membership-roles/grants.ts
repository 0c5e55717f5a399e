import type { RoleGrant } from "@podpass/contracts";
import type { RouterOutputs } from "#lib/trpc.ts";

type MembershipRole = RouterOutputs["projectMembership"]["listIdentities"]["items"][number]["roles"][number];

/** The grant that keeps a role as it is held. */
export function grantOf({ role, window }: MembershipRole): RoleGrant {
  if (window === null) return role;
  const { startsAt, endsAt, windowLength } = window;
  return windowLength === null ? { role, startsAt, endsAt } : { role, startsAt, windowLength };
}

export type GrantKind = "lasting" | "length" | "end";

export function kindOf(grant: RoleGrant): GrantKind {
  if (typeof grant === "string") return "lasting";
  return grant.endsAt === undefined ? "length" : "end";
}

const HOUR_MS = 3_600_000;

/** The same role, held in another way: for good, for an hour from now, or until an hour from now. */
export function newGrant(slug: string, kind: GrantKind, now: Date): RoleGrant {
  if (kind === "lasting") return slug;
  if (kind === "length") return { role: slug, windowLength: "1h" };
  return { role: slug, endsAt: new Date(now.getTime() + HOUR_MS).toISOString() };
}
