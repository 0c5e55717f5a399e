import { randomUUID } from "node:crypto";
import { type CreateTagInput, MAX_TAGS, type TagOutput } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Adds a tag to a project. */
export async function createTag(ctx: UseCaseContext, input: CreateTagInput): Promise<TagOutput> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("tags:create");
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(project.id))) throw new AppError("project.not_found");
    if ((await tx.tags.list(project.id)).length >= MAX_TAGS) {
      throw invalidField("projectId", `A project has at most ${MAX_TAGS} tags`);
    }
    const row = { ...input, id: randomUUID(), createdAt: now, updatedAt: now };
    if (!(await tx.tags.insert(row))) throw new AppError("tag.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "tag.create",
      subject: { type: "tag", id: row.id },
      projectId: project.id,
      detail: { slug: row.slug },
    });
    return row;
  });
}
