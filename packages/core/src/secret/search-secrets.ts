import { can, type SearchSecretsInput, type SecretHitPage } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { readCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { secretAttributes } from "./secret-scope.ts";

/**
 * Secrets of all environments and folders whose key contains a text, by key. What the caller may not know of is left out,
 * so that a page can be shorter than asked for and still not be the last.
 */
export async function searchSecrets(ctx: UseCaseContext, input: SearchSecretsInput): Promise<SecretHitPage> {
  const { project, rules, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("secrets:describeSecret");
  const rows = await ctx.store.secrets.search({
    projectId: project.id,
    search: input.search,
    after: readCursor(input.cursor),
    take: input.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, input.limit, ({ key, id }) => ({ sortValue: key, id }));
  return {
    nextCursor,
    items: items
      .filter((row) => can(rules, "secrets:describeSecret", secretAttributes(row.environment, row)))
      .map(({ id, key, environment, path, tags }) => ({ id, key, environment, secretPath: path, tags })),
  };
}
