import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** After a change: an environment is part of its project's answer too, and holds secrets. */
export async function refreshEnvironments(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.environment.pathFilter()),
    queryClient.invalidateQueries(trpc.project.pathFilter()),
    queryClient.invalidateQueries(trpc.secret.pathFilter()),
  ]);
}
