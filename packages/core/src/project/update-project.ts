import type { ProjectOutput, UpdateProjectInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { ProjectRow } from "./project.repository.ts";

/** Changes the fields that are given. */
export async function updateProject(ctx: UseCaseContext, input: UpdateProjectInput): Promise<ProjectOutput> {
  const { authorize } = await openProject(ctx, { id: input.projectId });
  authorize("project:edit");
  const { projectId, ...change } = input;
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(projectId);
    const before = await tx.projects.findById(projectId, ctx.organizationId);
    if (!before) throw new AppError("project.not_found");
    const after = await tx.projects.update(projectId, change, ctx.clock.now());
    if (!after) throw new AppError("project.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "project.update",
      subject: { type: "project", id: projectId },
      projectId,
      detail: changesBetween(audited(before), audited(after)),
    });
    return after;
  });
}

function audited({ name, slug, description, hasDeleteProtection }: ProjectRow) {
  return { name, slug, description, hasDeleteProtection };
}
