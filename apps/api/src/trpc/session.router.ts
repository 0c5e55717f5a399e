import { CurrentSession, SignInOptions } from "@podpass/contracts";
import { procedure, publicProcedure, router } from "./init.ts";

export const sessionRouter = router({
  signInOptions: publicProcedure.output(SignInOptions).query(({ ctx }) => ({
    oidcLabel: ctx.oidcLabel,
    canResetByMail: ctx.public.mailer !== null,
  })),
  current: procedure.output(CurrentSession).query(({ ctx }) => ctx.session),
});
