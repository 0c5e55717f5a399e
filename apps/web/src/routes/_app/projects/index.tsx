import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { ProjectsPage } from "#features/projects/pages/projects-page.tsx";
import { ListSearch, listInput } from "#lib/list-search.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/_app/projects/")({
  validateSearch: ListSearch.extend({ isCreating: z.boolean().optional().catch(undefined) }),
  loaderDeps: ({ search }) => listInput(search),
  loader: ({ deps }) => void queryClient.prefetchQuery(trpc.project.list.queryOptions(deps)),
  component: ProjectsRoute,
});

function ProjectsRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ProjectsPage search={search} onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })} />
  );
}
