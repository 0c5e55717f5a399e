import { createFileRoute } from "@tanstack/react-router";
import { SearchSecretsPage } from "#features/secrets/pages/search-secrets-page.tsx";
import { ListSearch } from "#lib/list-search.ts";

export const Route = createFileRoute("/_app/projects/$projectId/_secrets/search")({
  validateSearch: ListSearch,
  staticData: { crumb: "Search secrets" },
  component: SearchSecretsRoute,
});

function SearchSecretsRoute() {
  const { projectId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SearchSecretsPage
      key={projectId}
      projectId={projectId}
      search={search}
      onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })}
    />
  );
}
