import type { Store } from "../shared/store.ts";
import { holdTags } from "../tag/hold-tags.ts";
import type { SecretRow } from "./secret.repository.ts";
import { folderAt, openSecretRoom } from "./secret-room.ts";
import { holdPlaces, type OpenSecretScope } from "./secret-scope.ts";

/**
 * Those of these keys that the place has, by key. Until the transaction ends nobody else changes them or renames their
 * tags, and the place, and others that are named, stay where they are.
 */
export async function lockSecrets(
  tx: Store,
  scope: OpenSecretScope,
  keys: string[],
  others: readonly OpenSecretScope[] = [],
): Promise<Map<string, SecretRow>> {
  await holdPlaces(tx, scope, others);
  await tx.secrets.lock(scope.folder.id, keys);
  const read = await openSecretRoom(tx).read({ folders: [folderAt(scope)], keys, isValueWanted: true });
  const rows = await holdTags(tx, scope.projectId, read);
  return new Map(rows.map((row) => [row.key, row]));
}
