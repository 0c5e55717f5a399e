import { createFileRoute } from "@tanstack/react-router";
import { RolePage } from "#features/roles/pages/role-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/access-control/_role/roles/$slug")({
  loader: async () => {
    await queryClient.ensureQueryData(trpc.role.listOrganization.queryOptions());
  },
  staticData: { crumb: RoleCrumb },
  component: RoleRoute,
});

function RoleCrumb({ params }: { params: Record<string, string> }) {
  return params.slug ?? "Role";
}

function RoleRoute() {
  const { slug } = Route.useParams();
  return <RolePage key={slug} scope={ORGANIZATION} slug={slug} />;
}

const ORGANIZATION = { projectId: null };
