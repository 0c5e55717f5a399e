import type { TagOfSecret } from "../secret/secret.repository.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";

/**
 * Gives, for lists of ids, the project's tags of those ids by slug; `tag.not_found` for an id that is not one of them.
 * Until the transaction ends they are neither renamed nor deleted.
 */
export async function loadTags(
  tx: Store,
  projectId: string,
  tagIds: readonly string[],
): Promise<(ids: readonly string[]) => TagOfSecret[]> {
  const wanted = [...new Set(tagIds)];
  const tags = wanted.length === 0 ? [] : await tx.tags.hold(projectId, wanted);
  if (tags.length < wanted.length) throw new AppError("tag.not_found");
  return (ids) => tags.filter((tag) => ids.includes(tag.id));
}
