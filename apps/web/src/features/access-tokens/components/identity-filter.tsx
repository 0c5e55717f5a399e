import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { Combobox } from "#components/ui/combobox.tsx";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

const SHOWN = 20;

interface IdentityFilterProps {
  /** From the URL. */
  identityId: string | undefined;
  onIdentityChange: (identityId: string | undefined) => void;
}

/** One identity to filter by, found by typing its name; empty means all. */
export function IdentityFilter({ identityId, onIdentityChange }: IdentityFilterProps) {
  const { search, setTyped } = useTypedSearch();
  const chosen = useQuery(trpc.identity.get.queryOptions(identityId === undefined ? skipToken : { identityId }));
  // What stands in the field is what is chosen, and no search for another.
  const isSearch = search !== chosen.data?.name && search !== identityId;
  const found = useQuery(
    trpc.identity.list.queryOptions(
      { search: isSearch ? search : undefined, limit: SHOWN },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isFound = options.some(({ value }) => value === identityId);
  // One that was deleted has its id alone.
  const isNamed = identityId !== undefined && !chosen.isPending;
  if (isNamed && !isFound) options.unshift({ value: identityId, label: chosen.data?.name ?? identityId });
  return (
    <div className="w-full sm:w-56">
      <Combobox
        aria-label="Filter by identity"
        options={options}
        value={isNamed || isFound ? (identityId ?? null) : null}
        onValueChange={(next) => onIdentityChange(next ?? undefined)}
        onSearchChange={setTyped}
        isLoading={found.isFetching}
        placeholder="Any identity"
        emptyText={found.isError ? "The identities could not be loaded." : "None matches."}
      />
    </div>
  );
}
