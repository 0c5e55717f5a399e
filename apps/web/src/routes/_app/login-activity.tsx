import { createFileRoute } from "@tanstack/react-router";
import { useCallback } from "react";
import { LoginActivitySearch } from "#features/login-activity/lib/login-activity-search.ts";
import { LoginActivityPage } from "#features/login-activity/pages/login-activity-page.tsx";

export const Route = createFileRoute("/_app/login-activity")({
  validateSearch: LoginActivitySearch,
  staticData: { crumb: "Login activity" },
  component: LoginActivityRoute,
});

function LoginActivityRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useCallback(
    (change: Partial<LoginActivitySearch>) => void navigate({ search: (old) => ({ ...old, ...change }) }),
    [navigate],
  );
  return <LoginActivityPage search={search} onSearchChange={onSearchChange} />;
}
