import type { ProjectAccess } from "../authorization/project-access.ts";
import { assertNothingOpened } from "../secret/nothing-opened.ts";
import { secretAttributes } from "../secret/secret-scope.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/**
 * Rules speak of tags: a tag that is renamed, or taken away, changes who may do what with the secrets that have it, and
 * none gets it meanwhile.
 */
export async function assertNoTagOpens(
  tx: Store,
  ctx: UseCaseContext,
  { project, rulesUntil }: ProjectAccess,
  { tag, newSlug }: { tag: { id: string; slug: string }; newSlug: string | null },
): Promise<void> {
  await tx.tags.lock(tag.id);
  const tagged = await tx.secrets.listTagged(tag.id);
  const moves = tagged.map(({ environment, path, key, tags }) => {
    const renamed = tags.flatMap(({ id, slug }) => {
      if (id !== tag.id) return [{ slug }];
      return newSlug === null ? [] : [{ slug: newSlug }];
    });
    return {
      before: secretAttributes(environment, { path, key, tags }),
      after: secretAttributes(environment, { path, key, tags: renamed }),
    };
  });
  await assertNothingOpened(tx, ctx, { projectId: project.id, rulesUntil }, moves);
}
