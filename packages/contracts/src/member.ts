import { z } from "zod";
import { PageInput, pageOf, Search } from "./fields/page.ts";

export const ListMembersInput = PageInput.extend({ search: Search });
export type ListMembersInput = z.output<typeof ListMembersInput>;

export const MemberOutput = z.object({
  id: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  role: z.string(),
  createdAt: z.date(),
});
export type MemberOutput = z.output<typeof MemberOutput>;
export const MemberPage = pageOf(MemberOutput);
export type MemberPage = z.output<typeof MemberPage>;
