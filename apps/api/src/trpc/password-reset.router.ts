import { ResetPasswordInput } from "@podpass/contracts";
import { resetPassword } from "@podpass/core";
import { publicProcedure, router } from "./init.ts";

/** For who forgot their password: they are not known yet. */
export const passwordResetRouter = router({
  reset: publicProcedure
    .input(ResetPasswordInput.strict())
    .mutation(({ ctx, input }) => resetPassword(ctx.public, input)),
});
