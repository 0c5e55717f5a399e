import type { EnvironmentOutput, EnvironmentRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Deletes an environment with its secrets; answers what was deleted. */
export async function deleteEnvironment(ctx: UseCaseContext, input: EnvironmentRef): Promise<EnvironmentOutput> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("environments:delete");
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(project.id))) throw new AppError("project.not_found");
    const environment = await tx.environments.findForProject(input.environmentId, project.id);
    if (!environment) throw new AppError("environment.not_found");
    const secretCount = await tx.environments.countSecrets(environment.id);
    await tx.environments.delete(environment.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "environment.delete",
      subject: { type: "environment", id: environment.id },
      projectId: project.id,
      detail: { name: environment.name, slug: environment.slug, secretCount },
    });
    return environment;
  });
}
