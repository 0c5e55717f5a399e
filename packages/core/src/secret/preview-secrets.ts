import { can, type PreviewSecretsInput, type SecretsPreview } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { folderAt, openSecretRoom } from "./secret-room.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretValue } from "./secret-values.ts";

/**
 * What writing values into a folder would mean. Whether a value is another one is told only where the caller may read
 * the one that is there; a secret the caller may not know of looks like a new one.
 */
export async function previewSecrets(ctx: UseCaseContext, input: PreviewSecretsInput): Promise<SecretsPreview> {
  const scope = await openSecretScope(ctx, input);
  scope.authorize("secrets:describeSecret");
  const keys = input.secrets.map(({ key }) => key);
  const rows = await openSecretRoom(ctx.store).read({ folders: [folderAt(scope)], keys, isValueWanted: true });
  const known = new Map(
    rows
      .filter((row) => can(scope.rules, "secrets:describeSecret", scope.attributesOf(row)))
      .map((row) => [row.key, row]),
  );
  const items: SecretsPreview["items"] = [];
  for (const { key, value } of input.secrets) {
    const row = known.get(key);
    if (!row) items.push({ key, state: "new", version: null });
    else if (!can(scope.rules, "secrets:readValue", scope.attributesOf(row))) {
      items.push({ key, state: "unreadable", version: row.version });
    } else {
      const isSame = (await openSecretValue(ctx.store, ctx, "secrets", row)) === value;
      items.push({ key, state: isSame ? "same" : "changed", version: row.version });
    }
  }
  return { items };
}
