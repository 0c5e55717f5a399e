import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { OrganizationRolesPage } from "#features/roles/pages/organization-roles-page.tsx";

export const Route = createFileRoute("/_app/access-control/_tabs/roles")({
  validateSearch: z.object({ role: z.string().optional().catch(undefined) }),
  staticData: { crumb: "Organization Roles" },
  component: RolesRoute,
});

function RolesRoute() {
  const { role } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <OrganizationRolesPage openRole={role} onOpenRoleChange={(next) => navigate({ search: { role: next } })} />;
}
