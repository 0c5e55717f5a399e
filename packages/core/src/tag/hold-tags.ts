import type { TagOfSecret } from "../secret/secret.repository.ts";
import type { Store } from "../shared/store.ts";

/**
 * The same secrets with their tags as these are now. Until the transaction ends the tags are neither renamed nor deleted:
 * what a rule says of the secrets stays so. Costs no statement where none has a tag.
 */
export async function holdTags<Secret extends { tags: TagOfSecret[] }>(
  tx: Store,
  projectId: string,
  secrets: Secret[],
): Promise<Secret[]> {
  const ids = new Set(secrets.flatMap(({ tags }) => tags.map(({ id }) => id)));
  if (ids.size === 0) return secrets;
  const held = await tx.tags.hold(projectId, [...ids]);
  return secrets.map((secret) => {
    const own = new Set(secret.tags.map(({ id }) => id));
    return { ...secret, tags: held.filter(({ id }) => own.has(id)) };
  });
}
