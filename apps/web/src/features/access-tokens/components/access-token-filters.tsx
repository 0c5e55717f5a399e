import { ACCESS_TOKEN_STATES, type AccessTokenState, AUTH_METHODS } from "@podpass/contracts";
import { AUTH_METHOD_LABELS } from "#components/auth-method-badge.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { FilterSelect } from "#components/filter-select.tsx";
import { IdentityFilter } from "#features/access-tokens/components/identity-filter.tsx";
import type { AccessTokensSearch } from "#features/access-tokens/lib/access-tokens-search.ts";

export const ACCESS_TOKEN_STATE_LABELS = {
  live: "Live",
  revoked: "Revoked",
  expired: "Expired",
  "used-up": "Used up",
} as const satisfies Record<AccessTokenState, string>;

const STATE_OPTIONS = ACCESS_TOKEN_STATES.map((state) => ({ value: state, label: ACCESS_TOKEN_STATE_LABELS[state] }));
const METHOD_OPTIONS = AUTH_METHODS.map((method) => ({ value: method, label: AUTH_METHOD_LABELS[method] }));

interface AccessTokenFiltersProps {
  /** False where all are of one identity, and for whoever may not see the identities there are. */
  hasIdentity: boolean;
  search: AccessTokensSearch;
  onSearchChange: (change: Partial<AccessTokensSearch>) => void;
}

export function AccessTokenFilters({ hasIdentity, search, onSearchChange }: AccessTokenFiltersProps) {
  // Another filter makes another list, which begins at its first page.
  const filter = (change: Partial<AccessTokensSearch>) => onSearchChange({ ...change, trail: undefined });
  return (
    <>
      <FilterBox
        label="Filter by namespace/name"
        value={search.account}
        onValueChange={(account) => filter({ account })}
      />
      {hasIdentity && (
        <div className="w-full sm:w-56">
          <IdentityFilter identityId={search.identity} onIdentityChange={(identity) => filter({ identity })} />
        </div>
      )}
      <FilterSelect
        label="Filter by state"
        unfiltered="Any state"
        options={STATE_OPTIONS}
        value={search.state}
        onValueChange={(state) => filter({ state })}
        className="sm:w-36"
      />
      <FilterSelect
        label="Filter by login method"
        unfiltered="Any login method"
        options={METHOD_OPTIONS}
        value={search.method}
        onValueChange={(method) => filter({ method })}
        className="sm:w-48"
      />
    </>
  );
}
