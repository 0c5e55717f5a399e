import {
  AccountOutput,
  BegunSecondFactor,
  ChangePasswordInput,
  ConfirmSecondFactorInput,
  EndedSessions,
  ListSessionsInput,
  OwnProof,
  RecoveryCodes,
  RevokeSessionInput,
  SessionPage,
  UpdateAccountInput,
} from "@podpass/contracts";
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  disableSecondFactor,
  getAccount,
  listSessions,
  renewRecoveryCodes,
  revokeSession,
  signOutEverywhere,
  updateAccount,
} from "@podpass/core";
import { accountProcedure, router } from "./init.ts";

/** What is the signed-in person's own, whatever their role. */
export const accountRouter = router({
  get: accountProcedure.output(AccountOutput).query(({ ctx }) => getAccount(ctx.account)),
  update: accountProcedure
    .input(UpdateAccountInput.strict())
    .mutation(({ ctx, input }) => updateAccount(ctx.account, input)),
  changePassword: accountProcedure
    .input(ChangePasswordInput.strict())
    .output(EndedSessions)
    .mutation(({ ctx, input }) => changePassword(ctx.account, input)),
  beginSecondFactor: accountProcedure
    .input(OwnProof.strict())
    .output(BegunSecondFactor)
    .mutation(({ ctx, input }) => beginSecondFactor(ctx.account, input)),
  confirmSecondFactor: accountProcedure
    .input(ConfirmSecondFactorInput.strict())
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => confirmSecondFactor(ctx.account, input)),
  renewRecoveryCodes: accountProcedure
    .input(OwnProof.strict())
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx.account, input)),
  disableSecondFactor: accountProcedure
    .input(OwnProof.strict())
    .mutation(({ ctx, input }) => disableSecondFactor(ctx.account, input)),
  listSessions: accountProcedure
    .input(ListSessionsInput.strict())
    .output(SessionPage)
    .query(({ ctx, input }) => listSessions(ctx.account, input)),
  revokeSession: accountProcedure
    .input(RevokeSessionInput.strict())
    .output(EndedSessions)
    .mutation(({ ctx, input }) => revokeSession(ctx.account, input)),
  signOutEverywhere: accountProcedure.output(EndedSessions).mutation(async ({ ctx }) => {
    const ended = await signOutEverywhere(ctx.account);
    await ctx.dropSession();
    return ended;
  }),
});
