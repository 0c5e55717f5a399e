import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** After any change to secrets: they stand in several lists. */
export function refreshSecrets(): Promise<void> {
  return queryClient.invalidateQueries(trpc.secret.pathFilter());
}

/** After a change of folders, whose secrets and imports change with them. */
export async function refreshFolders(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.folder.pathFilter()),
    queryClient.invalidateQueries(trpc.secretImport.pathFilter()),
    refreshSecrets(),
  ]);
}

/** After a change of tags, which secrets show. */
export async function refreshTags(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries(trpc.tag.pathFilter()), refreshSecrets()]);
}

/** After an import, which may have made anything that a project holds. */
export async function refreshImported(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.project.pathFilter()),
    queryClient.invalidateQueries(trpc.environment.pathFilter()),
    refreshTags(),
    refreshFolders(),
  ]);
}
