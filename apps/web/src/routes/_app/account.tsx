import { createFileRoute } from "@tanstack/react-router";
import { AccountPage } from "#features/account/pages/account-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/account")({
  loader: async () => {
    await queryClient.ensureQueryData(trpc.account.get.queryOptions());
  },
  staticData: { crumb: "Account" },
  component: AccountPage,
});
