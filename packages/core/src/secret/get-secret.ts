import { can, type GetSecretInput, type ProjectPermission, type SecretOutput } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import { type OpenSecretScope, openSecretScope } from "./secret-scope.ts";
import { openSecretNotes, openSecretValue, toSecretOutput } from "./secret-values.ts";
import type { SecretVersionRow } from "./secret-version.repository.ts";

/** One secret, at its current or at an earlier version. Without the right to its value the value is null. */
export async function getSecret(ctx: UseCaseContext, input: GetSecretInput): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input);
  const row = await loadSecret(ctx, scope, input.key, "secrets:describeSecret");
  const isReadable = input.isValueWanted && can(scope.rules, "secrets:readValue", scope.attributesOf(row));
  if (input.version !== undefined && input.version !== row.version) {
    const version = await loadVersion(ctx.store, row.id, input.version);
    const { key, skipMultilineEncoding } = version;
    return toSecretOutput(
      scope,
      scope.folder.path,
      { ...row, key, skipMultilineEncoding, version: version.version },
      {
        value: isReadable ? await openSecretValue(ctx.store, ctx, "secret_versions", version) : null,
        ...(await openSecretNotes(ctx.store, ctx, "secret_versions", version)),
      },
    );
  }
  return toSecretOutput(scope, scope.folder.path, row, {
    value: isReadable ? await openSecretValue(ctx.store, ctx, "secrets", row) : null,
    ...(await openSecretNotes(ctx.store, ctx, "secrets", row)),
  });
}

/** One secret by id alone: some clients know nothing else of it. */
export async function getSecretById(
  ctx: UseCaseContext,
  { secretId, isValueWanted }: { secretId: string; isValueWanted: boolean },
): Promise<SecretOutput> {
  const found = await ctx.store.secrets.findForOrganization(secretId, ctx.organizationId);
  if (!found) throw new AppError("secret.not_found");
  return getSecret(ctx, { ...found, isValueWanted, version: undefined });
}

/**
 * The secret of that key, for whoever holds the permission on it. Without the permission on a key that is missing it is
 * refused all the same, so that nobody learns which keys there are; else `secret.not_found` names it.
 */
export async function loadSecret(
  ctx: Pick<UseCaseContext, "store">,
  scope: OpenSecretScope,
  key: string,
  permission: ProjectPermission,
): Promise<SecretRow> {
  const row = await ctx.store.secrets.find(scope.folder.id, key);
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
