import { createFileRoute } from "@tanstack/react-router";
import { RolePage } from "#features/roles/pages/role-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/projects/$projectId/_role/roles/$slug")({
  loader: async ({ params }) => {
    await queryClient.ensureQueryData(trpc.role.listProject.queryOptions({ projectId: params.projectId }));
  },
  staticData: { crumb: RoleCrumb },
  component: RoleRoute,
});

function RoleCrumb({ params }: { params: Record<string, string> }) {
  return params.slug ?? "Role";
}

function RoleRoute() {
  const { projectId, slug } = Route.useParams();
  return <RolePage key={slug} scope={{ projectId }} slug={slug} />;
}
