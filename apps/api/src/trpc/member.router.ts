import { ListMembersInput, MemberOutput, MemberPage, MemberRef, UpdateMemberInput } from "@podpass/contracts";
import {
  deactivateMember,
  listMembers,
  reactivateMember,
  removeMember,
  resetMemberSecondFactor,
  unlockMember,
  updateMember,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const memberRouter = router({
  list: procedure
    .input(ListMembersInput.strict())
    .output(MemberPage)
    .query(({ ctx, input }) => listMembers(ctx.useCase, input)),
  update: procedure
    .input(UpdateMemberInput.strict())
    .output(MemberOutput)
    .mutation(({ ctx, input }) => updateMember(ctx.useCase, input)),
  deactivate: procedure
    .input(MemberRef.strict())
    .output(MemberOutput)
    .mutation(({ ctx, input }) => deactivateMember(ctx.useCase, input)),
  reactivate: procedure
    .input(MemberRef.strict())
    .output(MemberOutput)
    .mutation(({ ctx, input }) => reactivateMember(ctx.useCase, input)),
  unlock: procedure.input(MemberRef.strict()).mutation(({ ctx, input }) => unlockMember(ctx.useCase, input)),
  resetSecondFactor: procedure
    .input(MemberRef.strict())
    .mutation(({ ctx, input }) => resetMemberSecondFactor(ctx.useCase, input)),
  remove: procedure
    .input(MemberRef.strict())
    .output(MemberOutput)
    .mutation(({ ctx, input }) => removeMember(ctx.useCase, input)),
});
