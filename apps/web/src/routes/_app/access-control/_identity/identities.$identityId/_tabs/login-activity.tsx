import { createFileRoute } from "@tanstack/react-router";
import { useCallback } from "react";
import { LoginActivityList } from "#features/login-activity/components/login-activity-list.tsx";
import { LoginActivitySearch } from "#features/login-activity/lib/login-activity-search.ts";

export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId/_tabs/login-activity")({
  validateSearch: LoginActivitySearch,
  staticData: { crumb: "Login activity" },
  component: IdentityLoginActivityRoute,
});

function IdentityLoginActivityRoute() {
  const { identityId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useCallback(
    (change: Partial<LoginActivitySearch>) => void navigate({ search: (old) => ({ ...old, ...change }) }),
    [navigate],
  );
  return <LoginActivityList key={identityId} identityId={identityId} search={search} onSearchChange={onSearchChange} />;
}
