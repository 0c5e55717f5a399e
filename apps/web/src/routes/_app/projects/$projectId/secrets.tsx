import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { SecretsPage } from "#features/secrets/pages/secrets-page.tsx";

export const Route = createFileRoute("/_app/projects/$projectId/secrets")({
  validateSearch: z.object({
    environment: z.string().optional().catch(undefined),
    search: z.string().optional().catch(undefined),
  }),
  staticData: { crumb: "Secrets" },
  component: SecretsRoute,
});

function SecretsRoute() {
  const { projectId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <SecretsPage
      projectId={projectId}
      search={search}
      onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })}
    />
  );
}
