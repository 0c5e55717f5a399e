import { ListMembersInput, MemberPage } from "@podpass/contracts";
import { listMembers } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const memberRouter = router({
  list: procedure
    .input(ListMembersInput.strict())
    .output(MemberPage)
    .query(({ ctx, input }) => listMembers(ctx.useCase, input)),
});
