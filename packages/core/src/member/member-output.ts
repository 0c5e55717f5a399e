import type { MemberOutput } from "@podpass/contracts";
import { toMembershipRole } from "../role/membership-role.ts";
import type { MemberRow } from "./member.repository.ts";

/** What the world sees of a person's place in an organization. */
export function toMemberOutput({ roles, isSecondFactorMissing: _, ...row }: MemberRow): MemberOutput {
  return { ...row, roles: roles.map((role) => toMembershipRole("organization", role)) };
}
