import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { SearchSecretsPage } from "#features/secrets/pages/search-secrets-page.tsx";

export const Route = createFileRoute("/_app/projects/$projectId/search")({
  validateSearch: z.object({ search: z.string().optional().catch(undefined) }),
  staticData: { crumb: "Search secrets" },
  component: SearchSecretsRoute,
});

function SearchSecretsRoute() {
  const { projectId } = Route.useParams();
  const { search = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SearchSecretsPage
      key={projectId}
      projectId={projectId}
      search={search}
      onSearchChange={(text) => navigate({ search: { search: text || undefined }, replace: true })}
    />
  );
}
