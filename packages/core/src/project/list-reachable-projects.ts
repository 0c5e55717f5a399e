import type { ListReachableProjectsInput, ReachableProjects } from "@podpass/contracts";
import { principalOf, rulesNow } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * Those of the projects that `getProject` would answer to the caller, so that a page links to no other; asking is no
 * attempt to open them. `project.not_found` when one is another organization's or does not exist.
 */
export async function listReachableProjects(
  ctx: UseCaseContext,
  input: ListReachableProjectsInput,
): Promise<ReachableProjects> {
  const asked = new Set(input.projectIds);
  const found = await ctx.store.projects.listWithRolesOf(ctx.organizationId, [...asked], principalOf(ctx));
  if (found.length < asked.size) throw new AppError("project.not_found");
  const reached = await Promise.all(
    found.map(async ({ id, heldRoles }) => ((await rulesNow(ctx, id, heldRoles)).length > 0 ? [id] : [])),
  );
  return { projectIds: reached.flat() };
}
