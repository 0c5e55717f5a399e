import { RoleSlug } from "@podpass/contracts";
import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { IdentitiesPage } from "#features/identities/pages/identities-page.tsx";
import { ListSearch, listInput } from "#lib/list-search.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/access-control/_tabs/identities")({
  validateSearch: ListSearch.extend({
    role: RoleSlug.optional().catch(undefined),
    isCreating: z.boolean().optional().catch(undefined),
  }),
  loaderDeps: ({ search }) => ({ ...listInput(search), role: search.role }),
  loader: ({ deps }) => void queryClient.prefetchQuery(trpc.identity.list.queryOptions(deps)),
  staticData: { crumb: "Identities" },
  component: IdentitiesRoute,
});

function IdentitiesRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <IdentitiesPage
      search={search}
      onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })}
    />
  );
}
