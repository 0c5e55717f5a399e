import { ListLoginAttemptsInput, LoginAttemptDetail, LoginAttemptPage, LoginAttemptRef } from "@podpass/contracts";
import { getLoginAttempt, listLoginAttempts } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const loginAttemptRouter = router({
  list: procedure
    .input(ListLoginAttemptsInput.strict())
    .output(LoginAttemptPage)
    .query(({ ctx, input }) => listLoginAttempts(ctx.useCase, input)),
  get: procedure
    .input(LoginAttemptRef.strict())
    .output(LoginAttemptDetail)
    .query(({ ctx, input }) => getLoginAttempt(ctx.useCase, input)),
});
