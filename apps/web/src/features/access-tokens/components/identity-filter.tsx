import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { LookupFilter, lookupSearch } from "#components/lookup-filter.tsx";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

interface IdentityFilterProps {
  /** From the URL. */
  identityId: string | undefined;
  onIdentityChange: (identityId: string | undefined) => void;
}

/** One identity to filter by. */
export function IdentityFilter({ identityId, onIdentityChange }: IdentityFilterProps) {
  const { search, setTyped } = useTypedSearch();
  const chosen = useQuery(trpc.identity.get.queryOptions(identityId === undefined ? skipToken : { identityId }));
  const input = { search: lookupSearch(search, identityId, chosen.data), limit: 20 };
  const found = useQuery(trpc.identity.list.queryOptions(input, { placeholderData: keepPreviousData }));
  return (
    <LookupFilter
      label="Filter by identity"
      placeholder="Any identity"
      value={identityId}
      onValueChange={onIdentityChange}
      onSearchChange={setTyped}
      chosen={chosen}
      found={found}
    />
  );
}
