import { createFileRoute } from "@tanstack/react-router";
import { ProjectCrumb } from "#components/layout/project-crumb.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/projects/$projectId")({
  loader: async ({ params }) => {
    await queryClient.ensureQueryData(trpc.project.get.queryOptions({ projectId: params.projectId }));
  },
  staticData: { crumb: ProjectCrumb },
});
