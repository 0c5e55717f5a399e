import { can, type ListSecretsInput, type SecretMetadata, type SecretOutput } from "@podpass/contracts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import { type OpenEnvironment, secretAttributes } from "./secret-scope.ts";
import { openSecretNotes, openSecretValue, toSecretOutput } from "./secret-values.ts";

type Wanted = Pick<ListSecretsInput, "isValueWanted" | "tagSlugs" | "metadata">;

/**
 * Those of a folder's secrets that are wanted and that the caller may know of. Values are decrypted only when asked for,
 * and only where the caller may read them.
 */
export async function showSecrets(
  ctx: UseCaseContext,
  place: OpenEnvironment,
  path: string,
  rows: readonly SecretRow[],
  wanted: Wanted,
): Promise<SecretOutput[]> {
  const shown: SecretOutput[] = [];
  for (const row of rows) {
    await letOthersGoOn();
    const attributes = secretAttributes(place.environment.slug, { ...row, path });
    if (!can(place.rules, "secrets:describeSecret", attributes)) continue;
    if (!hasOneOf(row.tags, wanted.tagSlugs)) continue;
    const notes = await openSecretNotes(ctx.store, ctx, "secrets", row);
    if (!hasAllOf(notes.metadata, wanted.metadata)) continue;
    const isReadable = wanted.isValueWanted && can(place.rules, "secrets:readValue", attributes);
    const value = isReadable ? await openSecretValue(ctx.store, ctx, "secrets", row) : null;
    shown.push(toSecretOutput(place, path, row, { value, ...notes }));
  }
  return shown;
}

function hasOneOf(tags: readonly { slug: string }[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || tags.some(({ slug }) => wanted.includes(slug));
}

function hasAllOf(metadata: SecretMetadata, wanted: SecretMetadata): boolean {
  return wanted.every((pair) => metadata.some(({ key, value }) => key === pair.key && value === pair.value));
}
