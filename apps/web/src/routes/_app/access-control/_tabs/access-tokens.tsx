import { createFileRoute } from "@tanstack/react-router";
import { AccessTokenList } from "#features/access-tokens/components/access-token-list.tsx";
import { AccessTokensSearch } from "#features/access-tokens/lib/access-tokens-search.ts";

export const Route = createFileRoute("/_app/access-control/_tabs/access-tokens")({
  validateSearch: AccessTokensSearch,
  staticData: { crumb: "Access tokens" },
  component: AccessTokensRoute,
});

function AccessTokensRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AccessTokenList
      search={search}
      onSearchChange={(change) => navigate({ search: (old) => ({ ...old, ...change }) })}
    />
  );
}
