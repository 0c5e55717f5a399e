import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { CompareEnvironmentsPage } from "#features/secrets/pages/compare-environments-page.tsx";

export const Route = createFileRoute("/_app/projects/$projectId/_secrets/compare")({
  validateSearch: z.object({
    environments: z.array(z.string()).optional().catch(undefined),
    path: z.string().optional().catch(undefined),
    isAllShown: z.boolean().optional().catch(undefined),
  }),
  staticData: { crumb: "Compare environments" },
  component: CompareEnvironmentsRoute,
});

function CompareEnvironmentsRoute() {
  const { projectId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <CompareEnvironmentsPage
      key={projectId}
      projectId={projectId}
      search={search}
      onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })}
    />
  );
}
