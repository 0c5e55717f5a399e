import {
  CreateEnvironmentInput,
  EnvironmentList,
  EnvironmentOutput,
  EnvironmentRef,
  ProjectRef,
  UpdateEnvironmentInput,
} from "@podpass/contracts";
import { createEnvironment, deleteEnvironment, listEnvironments, updateEnvironment } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const environmentRouter = router({
  list: procedure
    .input(ProjectRef.strict())
    .output(EnvironmentList)
    .query(({ ctx, input }) => listEnvironments(ctx.useCase, input)),
  create: procedure
    .input(CreateEnvironmentInput.strict())
    .output(EnvironmentOutput)
    .mutation(({ ctx, input }) => createEnvironment(ctx.useCase, input)),
  update: procedure
    .input(UpdateEnvironmentInput.strict())
    .output(EnvironmentOutput)
    .mutation(({ ctx, input }) => updateEnvironment(ctx.useCase, input)),
  delete: procedure
    .input(EnvironmentRef.strict())
    .output(EnvironmentOutput)
    .mutation(({ ctx, input }) => deleteEnvironment(ctx.useCase, input)),
});
