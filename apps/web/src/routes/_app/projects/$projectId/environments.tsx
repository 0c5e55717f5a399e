import { createFileRoute } from "@tanstack/react-router";
import { EnvironmentsPage } from "#features/environments/pages/environments-page.tsx";

export const Route = createFileRoute("/_app/projects/$projectId/environments")({
  staticData: { crumb: "Environments" },
  component: EnvironmentsRoute,
});

function EnvironmentsRoute() {
  const { projectId } = Route.useParams();
  return <EnvironmentsPage key={projectId} projectId={projectId} />;
}
