import type { ProjectOutput, ProjectRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Deletes a project with all its environments, secrets and memberships; answers what was deleted. */
export async function deleteProject(ctx: UseCaseContext, input: ProjectRef): Promise<ProjectOutput> {
  const { authorize } = await openProject(ctx, { id: input.projectId });
  authorize("project:delete");
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(input.projectId);
    const project = await tx.projects.findById(input.projectId, ctx.organizationId);
    if (!project) throw new AppError("project.not_found");
    if (project.hasDeleteProtection) throw new AppError("project.delete_protected");
    await tx.projects.delete(project.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project.delete",
      subject: { type: "project", id: project.id },
      projectId: project.id,
      detail: { name: project.name, slug: project.slug },
    });
    return project;
  });
}
