import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";

/**
 * Throws `secret_import.cycle` when what `source` imports, directly or through others, leads back to `folder`. The
 * project must be locked, so that no two imports close a circle between them. `changedId` is an import that is about to
 * have this source in place of its own.
 */
export async function assertNoCycle(
  tx: Store,
  projectId: string,
  { folderId, sourceId, changedId }: { folderId: string; sourceId: string; changedId?: string },
): Promise<void> {
  const edges = (await tx.secretImports.listEdges(projectId)).filter(({ id }) => id !== changedId);
  const sourcesOf = Map.groupBy(edges, (edge) => edge.folderId);
  const reached = new Set([sourceId]);
  // A set hands out what is added while it is walked.
  for (const id of reached) {
    for (const edge of sourcesOf.get(id) ?? []) reached.add(edge.sourceFolderId);
  }
  if (reached.has(folderId)) throw new AppError("secret_import.cycle");
}
