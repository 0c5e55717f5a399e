import type { EnvironmentList, EnvironmentOutput, ProjectRef } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** The project's environments in their order. */
export async function listEnvironments(ctx: UseCaseContext, input: ProjectRef): Promise<EnvironmentList> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("environments:read");
  return { items: project.environments };
}

/** One environment by id alone: some clients know nothing else of it. */
export async function getEnvironment(ctx: UseCaseContext, environmentId: string): Promise<EnvironmentOutput> {
  const environment = await ctx.store.environments.findForOrganization(environmentId, ctx.organizationId);
  if (!environment) throw new AppError("environment.not_found");
  const { authorize } = await openProject(ctx, { id: environment.projectId });
  authorize("environments:read");
  return environment;
}
