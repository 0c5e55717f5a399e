import { type ExportedSecrets, type ExportSecretsInput, ListSecretsInput } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { listSecrets } from "./list-secrets.ts";
import { recordExport } from "./record-export.ts";
import { openSecretScope } from "./secret-scope.ts";

/**
 * The values of a folder for a person to take away, those that they may read and no others, by key. They are written
 * down before they are handed out.
 */
export async function exportSecrets(ctx: UseCaseContext, input: ExportSecretsInput): Promise<ExportedSecrets> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:readValue");
  const listing = await listSecrets(ctx, ListSecretsInput.parse({ ...input, isValueWanted: true }));
  const items = [...listing.items, ...listing.imports.flatMap((imported) => imported.items)]
    .flatMap(({ key, value, comment }) => (value === null ? [] : [{ key, value, comment }]))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const keys = items.map(({ key }) => key);
  await recordExport(ctx, scope, scope.folder, { keys, areImportsWanted: input.areImportsWanted });
  return { items };
}
