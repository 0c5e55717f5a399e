import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { TagRow } from "./tag.repository.ts";

/** Gives, for lists of ids, the project's tags of those ids by slug; `tag.not_found` for an id that is none. */
export async function loadTags(
  tx: Store,
  projectId: string,
  tagIds: readonly string[],
): Promise<(ids: readonly string[]) => TagRow[]> {
  const wanted = [...new Set(tagIds)];
  const tags = wanted.length === 0 ? [] : await tx.tags.listByIds(projectId, wanted);
  if (tags.length < wanted.length) throw new AppError("tag.not_found");
  return (ids) => tags.filter((tag) => ids.includes(tag.id));
}
