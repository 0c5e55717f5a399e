import type { ProjectPermission } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import { folderAt, openSecretRoom } from "./secret-room.ts";
import type { OpenSecretScope } from "./secret-scope.ts";
import type { SecretVersionRow } from "./secret-version.repository.ts";

/**
 * The secret of that key, for whoever holds the permission on it. Without the permission on a key that is missing it is
 * refused all the same, so that nobody learns which keys there are; else `secret.not_found` names it. In a folder that was
 * renamed since it was opened it is `folder.not_found`.
 */
export async function loadSecret(
  ctx: Pick<UseCaseContext, "store">,
  scope: OpenSecretScope,
  key: string,
  permission: ProjectPermission,
): Promise<SecretRow> {
  const room = openSecretRoom(ctx.store);
  const [row] = await room.read({ folders: [folderAt(scope)], keys: [key], isValueWanted: true });
  scope.authorize(permission, scope.attributesOf(row ?? { key }));
  if (!row) throw secretNotFound(key);
  return row;
}

/** What a secret was at a version; `secret.not_found` names one it never had. */
export async function loadVersion(store: Store, secretId: string, version: number): Promise<SecretVersionRow> {
  const row = await store.secretVersions.find(secretId, version);
  if (!row) throw new AppError("secret.not_found", { message: `Secret has no version ${version}` });
  return row;
}

/** In the words that clients look for. */
export function secretNotFound(key: string): AppError {
  return new AppError("secret.not_found", { message: `Secret with name '${key}' not found` });
}
