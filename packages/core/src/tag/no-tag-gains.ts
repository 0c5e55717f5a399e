import type { PermissionRule } from "@podpass/contracts";
import { assertNothingGained } from "../secret/nothing-gained.ts";
import { secretAttributes } from "../secret/secret-scope.ts";
import type { Store } from "../shared/store.ts";

/** Rules speak of tags: nobody renames a tag, or takes it away, to do more with the secrets that have it. */
export async function assertNoTagGains(
  tx: Store,
  rules: readonly PermissionRule[],
  tag: { id: string; slug: string },
  newSlug: string | null,
): Promise<void> {
  for (const { environment, path, key, tags } of await tx.secrets.listTagged(tag.id)) {
    const renamed = tags.flatMap(({ id, slug }) => {
      if (id !== tag.id) return [{ slug }];
      return newSlug === null ? [] : [{ slug: newSlug }];
    });
    assertNothingGained(
      rules,
      secretAttributes(environment, { path, key, tags }),
      secretAttributes(environment, { path, key, tags: renamed }),
    );
  }
}
