import { createFileRoute } from "@tanstack/react-router";
import { ProjectSettingsPage } from "#features/projects/pages/project-settings-page.tsx";

export const Route = createFileRoute("/_app/projects/$projectId/settings")({
  staticData: { crumb: "Project Settings" },
  component: ProjectSettingsRoute,
});

function ProjectSettingsRoute() {
  const { projectId } = Route.useParams();
  return <ProjectSettingsPage key={projectId} projectId={projectId} />;
}
