import {
  CreateProjectInput,
  ListProjectsInput,
  ListReachableProjectsInput,
  ProjectOutput,
  ProjectPage,
  ProjectRef,
  ProjectWithRules,
  ReachableProjects,
  UpdateAuditRetentionInput,
  UpdateProjectInput,
} from "@podpass/contracts";
import {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  listReachableProjects,
  updateAuditRetention,
  updateProject,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const projectRouter = router({
  list: procedure
    .input(ListProjectsInput.strict())
    .output(ProjectPage)
    .query(({ ctx, input }) => listProjects(ctx.useCase, input)),
  get: procedure
    .input(ProjectRef.strict())
    .output(ProjectWithRules)
    .query(({ ctx, input }) => getProject(ctx.useCase, { id: input.projectId })),
  reachable: procedure
    .input(ListReachableProjectsInput.strict())
    .output(ReachableProjects)
    .query(({ ctx, input }) => listReachableProjects(ctx.useCase, input)),
  create: procedure
    .input(CreateProjectInput.strict())
    .output(ProjectOutput)
    .mutation(({ ctx, input }) => createProject(ctx.useCase, input)),
  update: procedure
    .input(UpdateProjectInput.strict())
    .output(ProjectOutput)
    .mutation(({ ctx, input }) => updateProject(ctx.useCase, input)),
  updateAuditRetention: procedure
    .input(UpdateAuditRetentionInput.strict())
    .output(ProjectOutput)
    .mutation(({ ctx, input }) => updateAuditRetention(ctx.useCase, input)),
  delete: procedure
    .input(ProjectRef.strict())
    .output(ProjectOutput)
    .mutation(({ ctx, input }) => deleteProject(ctx.useCase, input)),
});
