import {
  AcceptedInvitation,
  AcceptInvitationInput,
  CreateInvitationInput,
  InvitationPage,
  InvitationRef,
  InvitationToken,
  IssuedInvitation,
  ListInvitationsInput,
  ResendInvitationInput,
  ShownInvitation,
} from "@podpass/contracts";
import {
  acceptInvitation,
  createInvitation,
  joinByInvitation,
  listInvitations,
  resendInvitation,
  showInvitation,
  withdrawInvitation,
} from "@podpass/core";
import { accountProcedure, procedure, publicProcedure, router } from "./init.ts";

export const invitationRouter = router({
  list: procedure
    .input(ListInvitationsInput.strict())
    .output(InvitationPage)
    .query(({ ctx, input }) => listInvitations(ctx.useCase, input)),
  create: procedure
    .input(CreateInvitationInput.strict())
    .output(IssuedInvitation)
    .mutation(({ ctx, input }) => createInvitation(ctx.useCase, input)),
  resend: procedure
    .input(ResendInvitationInput.strict())
    .output(IssuedInvitation)
    .mutation(({ ctx, input }) => resendInvitation(ctx.useCase, input)),
  withdraw: procedure
    .input(InvitationRef.strict())
    .mutation(({ ctx, input }) => withdrawInvitation(ctx.useCase, input)),
  /** A change by its form, so that the token is in no address. */
  show: publicProcedure
    .input(InvitationToken.strict())
    .output(ShownInvitation)
    .mutation(({ ctx, input }) => showInvitation(ctx.public, input)),
  accept: publicProcedure
    .input(AcceptInvitationInput.strict())
    .output(AcceptedInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.public, input)),
  join: accountProcedure
    .input(InvitationToken.strict())
    .output(AcceptedInvitation)
    .mutation(({ ctx, input }) => joinByInvitation(ctx.public, ctx.account.user.id, input)),
});
