import { can, type ListSecretsInput, type SecretList, type SecretMetadata } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { type OpenSecretScope, openSecretScope } from "./secret-scope.ts";
import { openSecretNotes, openSecretValue, toSecretOutput } from "./secret-values.ts";

/**
 * The secrets of a folder, or of all below it too, that the caller may know of: by path, then by key. Values are
 * decrypted only when asked for, and only where the caller may read them.
 */
export async function listSecrets(ctx: UseCaseContext, input: ListSecretsInput): Promise<SecretList> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:describeSecret");
  const folders = await foldersOf(ctx, scope, input.isRecursive);
  const rows = Map.groupBy(await ctx.store.secrets.list(folders.map(({ id }) => id)), ({ folderId }) => folderId);
  const items = [];
  for (const { id, path } of folders) {
    for (const row of rows.get(id) ?? []) {
      const attributes = scope.attributesOf({ ...row, path });
      if (!can(scope.rules, "secrets:describeSecret", attributes)) continue;
      if (!hasOneOf(row.tags, input.tagSlugs)) continue;
      const notes = await openSecretNotes(ctx.store, ctx, "secrets", row);
      if (!hasAllOf(notes.metadata, input.metadata)) continue;
      const isReadable = input.isValueWanted && can(scope.rules, "secrets:readValue", attributes);
      items.push(
        toSecretOutput(scope, path, row, {
          value: isReadable ? await openSecretValue(ctx.store, ctx, "secrets", row) : null,
          ...notes,
        }),
      );
    }
  }
  return { items };
}

function hasOneOf(tags: readonly { slug: string }[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || tags.some(({ slug }) => wanted.includes(slug));
}

function hasAllOf(metadata: SecretMetadata, wanted: SecretMetadata): boolean {
  return wanted.every((pair) => metadata.some(({ key, value }) => key === pair.key && value === pair.value));
}

async function foldersOf(ctx: UseCaseContext, { environment, folder }: OpenSecretScope, isRecursive: boolean) {
  return isRecursive ? [folder, ...(await ctx.store.folders.listBelow(environment.id, folder.path))] : [folder];
}
