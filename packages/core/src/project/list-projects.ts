import type { ListProjectsInput, ProjectPage } from "@podpass/contracts";
import { mayAccessAll, principalOf } from "../authorization/project-access.ts";
import { readCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** The projects the caller is a member of; all of the organization's for a holder of `project:access-all`. */
export async function listProjects(ctx: UseCaseContext, input: ListProjectsInput): Promise<ProjectPage> {
  const rows = await ctx.store.projects.list({
    organizationId: ctx.organizationId,
    visibleTo: mayAccessAll(ctx) ? "all" : principalOf(ctx),
    search: input.search || undefined,
    after: readCursor(input.cursor),
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, (row) => ({ sortValue: row.name, id: row.id }));
}
