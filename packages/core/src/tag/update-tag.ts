import type { TagOutput, UpdateTagInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertNoTagOpens } from "./no-tag-opens.ts";

/** Renames a tag, or gives it another colour. */
export async function updateTag(ctx: UseCaseContext, input: UpdateTagInput): Promise<TagOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  const { project, authorize } = access;
  authorize("tags:edit");
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(project.id);
    const before = await tx.tags.findForProject(input.tagId, project.id);
    if (!before) throw new AppError("tag.not_found");
    const change = { slug: input.slug ?? before.slug, color: input.color ?? before.color };
    if (change.slug !== before.slug) await assertNoTagOpens(tx, ctx, access, { tag: before, newSlug: change.slug });
    const after = await tx.tags.update(before.id, change, ctx.clock.now());
    if (!after) throw new AppError("tag.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "tag.update",
      subject: { type: "tag", id: after.id },
      projectId: project.id,
      detail: changesBetween({ slug: before.slug, color: before.color }, change),
    });
    return after;
  });
}
