import { createFileRoute } from "@tanstack/react-router";
import { TryLoginSearch } from "#features/login-activity/lib/try-login-search.ts";
import { TryLoginPage } from "#features/login-activity/pages/try-login-page.tsx";

export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId/try-login")({
  validateSearch: TryLoginSearch,
  staticData: { crumb: "Try a login" },
  component: TryLoginRoute,
});

function TryLoginRoute() {
  const { identityId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TryLoginPage
      key={identityId}
      identityId={identityId}
      search={search}
      onSearchChange={(next) => void navigate({ search: next, replace: true })}
    />
  );
}
