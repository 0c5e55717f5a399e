import type { SecretName, SecretRow } from "../secret/secret.repository.ts";
import type { SecretRoom } from "../secret/secret-room.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretImportRow } from "./secret-import.repository.ts";

/** How far an import of an import of an import is followed. */
const MAX_DEPTH = 10;

type Source = SecretImportRow["sourceFolder"];

/** A secret and where it really is. */
interface ImportedSecret {
  row: SecretRow;
  home: Source;
}

/** What a folder imports through one of its imports: of all secrets with one key the one that counts. */
export interface ResolvedImport {
  source: Source;
  secrets: ImportedSecret[];
}

/**
 * What folders import, in the order of the folders and of their imports. One rule says which of several secrets with one
 * key counts: the folder's own, else that of the import furthest behind; what an import itself imports comes after its
 * own. Those that do not count are left out, so that every client comes to the same result, whether it takes the first
 * or the last it finds.
 */
export async function resolveImports(
  ctx: UseCaseContext,
  folders: readonly { id: string }[],
  own: readonly SecretName[],
  { room, ...wanted }: { room: SecretRoom; keys?: string[]; isValueWanted: boolean },
): Promise<ResolvedImport[]> {
  const importsOf = await loadImports(
    ctx,
    folders.map(({ id }) => id),
  );
  const sources = new Map([...importsOf.values()].flat().map(({ sourceFolder }) => [sourceFolder.id, sourceFolder]));
  const places = [...sources.values()].map(({ id, path, environment }) => ({
    id,
    path,
    environment: environment.slug,
  }));
  const rows = sources.size === 0 ? [] : await room.read({ folders: places, ...wanted });
  const rowsOf = Map.groupBy(rows, ({ folderId }) => folderId);
  const resolved = new Map<string, ImportedSecret[]>();
  const secretsOf = (source: Source): ImportedSecret[] => {
    const known = resolved.get(source.id);
    if (known) return known;
    const direct = (rowsOf.get(source.id) ?? []).map((row) => ({ row, home: source }));
    // Each folder is walked once: one that is reached again on the way from itself adds nothing.
    resolved.set(source.id, direct);
    const behindFirst = (importsOf.get(source.id) ?? []).toReversed();
    const all = distinct([...direct, ...behindFirst.flatMap(({ sourceFolder }) => secretsOf(sourceFolder))]);
    resolved.set(source.id, all);
    return all;
  };
  const taken = new Set(own.map(({ key }) => key));
  return folders.flatMap(({ id }) => {
    const behindFirst = (importsOf.get(id) ?? []).toReversed().map(({ sourceFolder: source }) => {
      const secrets = secretsOf(source).filter(({ row }) => !taken.has(row.key));
      for (const { row } of secrets) taken.add(row.key);
      return { source, secrets };
    });
    return behindFirst.toReversed();
  });
}

/** The imports of folders, of the folders they import, and so on, by folder. */
async function loadImports(ctx: UseCaseContext, folderIds: string[]): Promise<Map<string, SecretImportRow[]>> {
  const importsOf = new Map<string, SecretImportRow[]>();
  let next = folderIds;
  for (let depth = 1; depth <= MAX_DEPTH && next.length > 0; depth += 1) {
    for (const id of next) importsOf.set(id, []);
    const rows = await ctx.store.secretImports.list(next);
    for (const row of rows) importsOf.get(row.folder.id)?.push(row);
    next = [...new Set(rows.map(({ sourceFolder }) => sourceFolder.id))].filter((id) => !importsOf.has(id));
  }
  return importsOf;
}

function distinct(secrets: ImportedSecret[]): ImportedSecret[] {
  const first = new Map<string, ImportedSecret>();
  for (const secret of secrets) if (!first.has(secret.row.key)) first.set(secret.row.key, secret);
  return [...first.values()];
}
