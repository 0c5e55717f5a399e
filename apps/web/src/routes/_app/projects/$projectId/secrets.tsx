import { createFileRoute } from "@tanstack/react-router";
import { useCallback } from "react";
import { SecretsSearch } from "#features/secrets/lib/secrets-search.ts";
import { SecretsPage } from "#features/secrets/pages/secrets-page.tsx";

export const Route = createFileRoute("/_app/projects/$projectId/secrets")({
  validateSearch: SecretsSearch,
  staticData: { crumb: "Secrets" },
  component: SecretsRoute,
});

function SecretsRoute() {
  const { projectId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useCallback(
    (change: Partial<SecretsSearch>) => navigate({ search: (old) => ({ ...old, ...change }) }),
    [navigate],
  );
  return <SecretsPage key={projectId} projectId={projectId} search={search} onSearchChange={onSearchChange} />;
}
