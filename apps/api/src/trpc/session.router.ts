import { CurrentSession, SignInOptions } from "@podpass/contracts";
import { publicProcedure, router, sessionProcedure } from "./init.ts";

export const sessionRouter = router({
  signInOptions: publicProcedure.output(SignInOptions).query(({ ctx }) => ({
    oidcLabel: ctx.oidcLabel,
    canResetByMail: ctx.public.mailer !== null,
  })),
  current: sessionProcedure.output(CurrentSession).query(({ ctx }) => ctx.session),
});
