import { createFileRoute, redirect } from "@tanstack/react-router";
import { recallSetup } from "#features/guided-setup/lib/setup-memory.ts";
import { SetupSearch } from "#features/guided-setup/lib/setup-search.ts";
import { queryClient } from "#lib/query-client.ts";
import { sessionOptions } from "#lib/session.ts";

/** Leads back to where the setup was left, or to its beginning. */
export const Route = createFileRoute("/_app/guided-setup/")({
  beforeLoad: async () => {
    const { organization } = await queryClient.ensureQueryData(sessionOptions());
    const { place } = recallSetup(organization.id);
    throw redirect({
      to: "/guided-setup/$step",
      params: { step: place?.step ?? "reviewer" },
      search: SetupSearch.parse(place?.search ?? {}),
      replace: true,
    });
  },
});
