import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { ProjectAccessPage } from "#features/project-membership/pages/project-access-page.tsx";
import { RoleList } from "#features/roles/components/role-list.tsx";
import { ListSearch } from "#lib/list-search.ts";

export const Route = createFileRoute("/_app/projects/$projectId/access")({
  validateSearch: ListSearch.extend({
    tab: z.enum(["users", "machine-identities", "roles"]).optional().catch(undefined),
    isAdding: z.boolean().optional().catch(undefined),
    isCreating: z.boolean().optional().catch(undefined),
  }),
  staticData: { crumb: "Access Control" },
  component: ProjectAccessRoute,
});

function ProjectAccessRoute() {
  const { projectId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ProjectAccessPage
      key={projectId}
      projectId={projectId}
      search={search}
      onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })}
      roles={
        <RoleList
          scope={{ projectId }}
          isAdding={search.isAdding ?? false}
          onAddingChange={(isAdding) => navigate({ search: (old) => ({ ...old, isAdding: isAdding || undefined }) })}
        />
      }
    />
  );
}
