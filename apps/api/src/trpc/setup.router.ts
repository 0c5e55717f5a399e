import { CreateFirstAdminInput, CreateFirstAdminOutput, SetupStatus } from "@podpass/contracts";
import { createFirstAdmin, isSetUp } from "@podpass/core";
import { publicProcedure, router } from "./init.ts";

export const setupRouter = router({
  status: publicProcedure.output(SetupStatus).query(async ({ ctx }) => ({ isSetUp: await isSetUp(ctx.public) })),
  createFirstAdmin: publicProcedure
    .input(CreateFirstAdminInput.strict())
    .output(CreateFirstAdminOutput)
    .mutation(({ ctx, input }) => createFirstAdmin(ctx.public, input, async () => null)),
});
