import type { ImportedSecrets, ListSecretsInput, SecretListing, SecretOutput } from "@podpass/contracts";
import { type ResolvedImport, resolveImports } from "../secret-import/resolve-imports.ts";
import { expandSecrets } from "../secret-reference/expand-secrets.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { folderAt, openSecretRoom, type SecretRoom } from "./secret-room.ts";
import { type OpenEnvironment, type OpenSecretScope, openSecretScope } from "./secret-scope.ts";
import { showSecrets } from "./show-secrets.ts";

/**
 * The secrets of a folder, or of all below it too, that the caller may know of, by path, then by key; beside them what
 * the folders import. A secret of a folder's own wins over an imported one, also where the caller may not know of it.
 * @throws AppError `secret.too_much_at_once` when all that must be read for it is more than a request may hold.
 */
export async function listSecrets(
  ctx: UseCaseContext,
  input: ListSecretsInput,
  opened?: OpenEnvironment,
): Promise<SecretListing> {
  const scope = await openSecretScope(ctx, input, opened);
  scope.authorize("secrets:describeSecret");
  const folders = await foldersOf(ctx, scope, input.isRecursive);
  const room = openSecretRoom(ctx.store);
  const { isValueWanted } = input;
  const places = folders.map((folder) => folderAt({ ...scope, folder }));
  const rows = await room.read({ folders: places, isValueWanted });
  const rowsOf = Map.groupBy(rows, ({ folderId }) => folderId);
  const items: SecretOutput[] = [];
  for (const { id, path } of folders) {
    items.push(...(await showSecrets(ctx, scope, path, rowsOf.get(id) ?? [], input)));
  }
  const imports: ImportedSecrets[] = [];
  if (input.areImportsWanted) {
    for (const resolved of await resolveImports(ctx, folders, rows, { room, isValueWanted })) {
      imports.push(await showImport(ctx, scope, resolved, input));
    }
  }
  return input.isExpanded ? expandListing(ctx, scope, { items, imports }, room) : { items, imports };
}

/** Secrets are shown as what they are where they are: the caller's rights there decide. */
async function showImport(
  ctx: UseCaseContext,
  scope: OpenSecretScope,
  { source, secrets }: ResolvedImport,
  wanted: ListSecretsInput,
): Promise<ImportedSecrets> {
  const items: SecretOutput[] = [];
  for (const { row, home } of secrets) {
    items.push(...(await showSecrets(ctx, { ...scope, environment: home.environment }, home.path, [row], wanted)));
  }
  const { id: environmentId, slug: environment, name: environmentName } = source.environment;
  return { folderId: source.id, environmentId, environment, environmentName, secretPath: source.path, items };
}

/** All at once, so that one budget counts for the whole answer. */
async function expandListing(
  ctx: UseCaseContext,
  scope: OpenSecretScope,
  { items, imports }: SecretListing,
  room: SecretRoom,
): Promise<SecretListing> {
  const expanded = await expandSecrets(ctx, scope, [...items, ...imports.flatMap((imported) => imported.items)], room);
  const rest = expanded.slice(items.length);
  return {
    items: expanded.slice(0, items.length),
    imports: imports.map((imported) => ({ ...imported, items: rest.splice(0, imported.items.length) })),
  };
}

async function foldersOf(ctx: UseCaseContext, { environment, folder }: OpenSecretScope, isRecursive: boolean) {
  return isRecursive ? [folder, ...(await ctx.store.folders.listBelow(environment.id, folder.path))] : [folder];
}
