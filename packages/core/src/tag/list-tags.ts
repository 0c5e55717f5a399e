import type { ProjectRef, TagList } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** The project's tags, by slug. */
export async function listTags(ctx: UseCaseContext, input: ProjectRef): Promise<TagList> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("tags:read");
  return { items: await ctx.store.tags.list(project.id) };
}
