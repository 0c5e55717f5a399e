import { Combobox } from "#components/ui/combobox.tsx";

interface Named {
  id: string;
  name: string;
}

interface LookupFilterProps {
  /** Such as "Filter by identity". */
  label: string;
  /** What the empty field means, such as "Any identity". */
  placeholder: string;
  /** The id of the one that is chosen, from the URL. */
  value: string | undefined;
  onValueChange: (id: string | undefined) => void;
  onSearchChange: (text: string) => void;
  /** The query for the one that is chosen: what is deleted, or closed to the reader, has its id alone. */
  chosen: { data: Named | undefined; isPending: boolean };
  /** The query for those that match `lookupSearch`. */
  found: { data: { items: readonly Named[] } | undefined; isFetching: boolean; isError: boolean };
}

/** One of many to filter a list by, found by typing its name; empty means all. */
export function LookupFilter({ label, placeholder, value, chosen, found, ...props }: LookupFilterProps) {
  const options = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isFound = options.some((option) => option.value === value);
  const isNamed = value !== undefined && !chosen.isPending;
  if (isNamed && !isFound) options.unshift({ value, label: chosen.data?.name ?? value });
  return (
    <Combobox
      aria-label={label}
      options={options}
      value={isNamed || isFound ? (value ?? null) : null}
      onValueChange={(next) => props.onValueChange(next ?? undefined)}
      onSearchChange={props.onSearchChange}
      // What is typed before the name is known would be lost to it.
      isDisabled={value !== undefined && chosen.isPending && !isFound}
      isLoading={found.isFetching}
      placeholder={placeholder}
      emptyText={found.isError ? "The list could not be loaded." : "None matches."}
    />
  );
}

/** What is searched for: what stands in the field, unless that is the name of the one that is chosen, or its id. */
export function lookupSearch(
  typed: string | undefined,
  chosenId: string | undefined,
  chosen: Named | undefined,
): string | undefined {
  return typed === chosenId || typed === chosen?.name ? undefined : typed;
}
