import {
  CreateEnvironmentInput,
  DeletionImpact,
  EnvironmentList,
  EnvironmentOutput,
  EnvironmentRef,
  ProjectRef,
  UpdateEnvironmentInput,
} from "@podpass/contracts";
import {
  createEnvironment,
  deleteEnvironment,
  getEnvironmentDeletionImpact,
  listEnvironments,
  updateEnvironment,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const environmentRouter = router({
  list: procedure
    .input(ProjectRef.strict())
    .output(EnvironmentList)
    .query(({ ctx, input }) => listEnvironments(ctx.useCase, input)),
  deletionImpact: procedure
    .input(EnvironmentRef.strict())
    .output(DeletionImpact)
    .query(({ ctx, input }) => getEnvironmentDeletionImpact(ctx.useCase, input)),
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
