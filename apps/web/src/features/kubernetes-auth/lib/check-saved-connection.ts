import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/**
 * Checks the saved configuration and brings what was found to wherever it is shown. It goes on when the page that began
 * it is left. Throws what the server answers to a check that it does not make.
 */
export async function checkSavedConnection(identityId: string): Promise<void> {
  const options = trpc.kubernetesAuth.checkConnection.mutationOptions();
  try {
    await queryClient.getMutationCache().build(queryClient, options).execute({ identityId });
  } finally {
    await Promise.all([
      queryClient.invalidateQueries(trpc.kubernetesAuth.getConnection.queryFilter({ identityId })),
      queryClient.invalidateQueries(trpc.kubernetesAuth.listWarnings.queryFilter()),
    ]);
  }
}
