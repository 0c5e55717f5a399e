import type { TagOutput, TagRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertNoTagOpens } from "./no-tag-opens.ts";

/** Deletes a tag and takes it off all secrets; answers what was deleted. */
export async function deleteTag(ctx: UseCaseContext, input: TagRef): Promise<TagOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  const { project, authorize } = access;
  authorize("tags:delete");
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(project.id);
    const tag = await tx.tags.findForProject(input.tagId, project.id);
    if (!tag) throw new AppError("tag.not_found");
    await assertNoTagOpens(tx, ctx, access, { tag, newSlug: null });
    const secretCount = await tx.tags.countSecrets(tag.id);
    await tx.tags.delete(tag.id);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "tag.delete",
      subject: { type: "tag", id: tag.id },
      projectId: project.id,
      detail: { slug: tag.slug, secretCount },
    });
    return tag;
  });
}
