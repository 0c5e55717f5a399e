import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { OrganizationRolesPage } from "#features/roles/pages/organization-roles-page.tsx";

export const Route = createFileRoute("/_app/access-control/_tabs/roles")({
  validateSearch: z.object({ isAdding: z.boolean().optional().catch(undefined) }),
  staticData: { crumb: "Organization Roles" },
  component: RolesRoute,
});

function RolesRoute() {
  const { isAdding = false } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <OrganizationRolesPage
      isAdding={isAdding}
      onAddingChange={(next) => navigate({ search: next ? { isAdding: true } : {} })}
    />
  );
}
