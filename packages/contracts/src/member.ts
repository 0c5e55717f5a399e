import { z } from "zod";
import { Id } from "./fields/ids.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";
import { MembershipRole, RoleGrants } from "./role-grant.ts";

export const ListMembersInput = PageInput.extend({ search: Search });
export type ListMembersInput = z.output<typeof ListMembersInput>;

/** By the id of the membership, not of the person. */
export const MemberRef = z.object({ memberId: Id });
export type MemberRef = z.output<typeof MemberRef>;

/** `roles` replaces the roles there are. */
export const UpdateMemberInput = MemberRef.extend({ roles: RoleGrants });
export type UpdateMemberInput = z.output<typeof UpdateMemberInput>;

export const MemberOutput = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  roles: z.array(MembershipRole),
  /** Since when the person is no longer let in here; null while they are. */
  deactivatedAt: z.date().nullable(),
  /** To the minute; null for whoever has not been here yet. */
  lastActiveAt: z.date().nullable(),
  createdAt: z.date(),
});
export type MemberOutput = z.output<typeof MemberOutput>;

/** A member in the list. */
export const ListedMember = MemberOutput.extend({
  /** What keeps the person's account, or keeps them out of it; null for whoever may not edit members. */
  access: z.object({ hasSecondFactor: z.boolean(), isLocked: z.boolean() }).nullable(),
});
export type ListedMember = z.output<typeof ListedMember>;
export const MemberPage = pageOf(ListedMember);
export type MemberPage = z.output<typeof MemberPage>;
