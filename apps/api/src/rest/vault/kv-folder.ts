import { ListSecretsInput, type SecretOutput } from "@podpass/contracts";
import { AppError, listSecrets, type UseCaseContext } from "@podpass/core";

interface FolderPlace {
  projectId: string;
  environment: string;
  secretPath: string;
}

/** A folder as one secret of Vault's: what it holds and imports, by name. */
export interface KvFolder {
  secrets: SecretOutput[];
  /** Grows with every change of a secret in it. A folder as a whole has no earlier versions. */
  version: number;
  changedAt: Date;
}

/** Of several secrets with one name it holds the one that counts: the folder's own, else the first import's. */
export async function readKvFolder(ctx: UseCaseContext, place: FolderPlace, createdAt: Date): Promise<KvFolder> {
  const wanted = { ...place, isValueWanted: true, areImportsWanted: true, isExpanded: true };
  const { items, imports } = await listSecrets(ctx, ListSecretsInput.parse(wanted));
  const secrets = [...items, ...imports.flatMap((imported) => imported.items)];
  return {
    secrets,
    // An empty one is at its first version as well.
    version: secrets.reduce((sum, { version }) => sum + version, 0) || 1,
    changedAt: new Date(Math.max(createdAt.getTime(), ...secrets.map(({ updatedAt }) => updatedAt.getTime()))),
  };
}

/**
 * The values the caller may read, by key. A secret that it may know of and not read is left out; where that leaves none
 * it is refused, as whoever may read nothing there is told.
 */
export function readableValues(secrets: readonly SecretOutput[]): Record<string, string> {
  const values = secrets.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
  if (secrets.length > 0 && values.length === 0) {
    throw new AppError("auth.permission_denied", { reason: "may read no value of the path" });
  }
  return Object.fromEntries(values);
}
