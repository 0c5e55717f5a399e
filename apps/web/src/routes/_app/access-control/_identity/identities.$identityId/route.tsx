import { createFileRoute } from "@tanstack/react-router";
import { IdentityCrumb } from "#features/identities/components/identity-crumb.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId")({
  loader: async ({ params }) => {
    await queryClient.ensureQueryData(trpc.identity.get.queryOptions({ identityId: params.identityId }));
  },
  staticData: { crumb: IdentityCrumb },
});
