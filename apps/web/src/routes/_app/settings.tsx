import { createFileRoute } from "@tanstack/react-router";
import { OrganizationSettingsPage } from "#features/organization/pages/organization-settings-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/settings")({
  loader: async () => {
    await Promise.all([
      queryClient.ensureQueryData(trpc.organization.get.queryOptions()),
      queryClient.ensureQueryData(trpc.account.get.queryOptions()),
    ]);
  },
  staticData: { crumb: "Settings" },
  component: OrganizationSettingsPage,
});
