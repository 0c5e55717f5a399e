import { RequestPasswordResetInput, ResetPasswordInput } from "@podpass/contracts";
import { requestPasswordReset, resetPassword } from "@podpass/core";
import { publicProcedure, router } from "./init.ts";

/** For who forgot their password: they are not known yet. */
export const passwordResetRouter = router({
  /** Answers nothing, and not after the mail: both would tell who has an account. */
  request: publicProcedure.input(RequestPasswordResetInput.strict()).mutation(async ({ ctx, input }) => {
    await requestPasswordReset(ctx.public, input);
  }),
  reset: publicProcedure
    .input(ResetPasswordInput.strict())
    .mutation(({ ctx, input }) => resetPassword(ctx.public, input)),
});
