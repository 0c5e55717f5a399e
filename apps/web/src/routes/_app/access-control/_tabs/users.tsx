import { createFileRoute } from "@tanstack/react-router";
import { z } from "zod";
import { MembersPage } from "#features/members/pages/members-page.tsx";
import { ListSearch } from "#lib/list-search.ts";

export const Route = createFileRoute("/_app/access-control/_tabs/users")({
  validateSearch: ListSearch.extend({
    isInviting: z.boolean().optional().catch(undefined),
    invitationTrail: z.array(z.string()).optional().catch(undefined),
  }),
  staticData: { crumb: "Users" },
  component: UsersRoute,
});

function UsersRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <MembersPage search={search} onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })} />
  );
}
