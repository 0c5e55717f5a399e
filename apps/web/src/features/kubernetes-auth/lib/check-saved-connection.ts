import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/**
 * Checks the saved configuration and shows what was found wherever it is shown. It goes on when the page that began it is
 * left; what goes wrong with the check itself is told by whoever waits for it.
 */
export async function checkSavedConnection(identityId: string): Promise<void> {
  const options = trpc.kubernetesAuth.checkConnection.mutationOptions();
  await queryClient.getMutationCache().build(queryClient, options).execute({ identityId });
  await queryClient.invalidateQueries(trpc.kubernetesAuth.getConnection.queryFilter({ identityId }));
}
