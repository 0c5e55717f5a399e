import { CurrentSession } from "@podpass/contracts";
import { procedure, router } from "./init.ts";

export const sessionRouter = router({
  current: procedure.output(CurrentSession).query(({ ctx }) => ctx.session),
});
