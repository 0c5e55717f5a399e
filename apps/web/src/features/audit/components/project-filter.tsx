import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Combobox } from "#components/ui/combobox.tsx";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

interface ProjectFilterProps {
  projectId: string | undefined;
  onProjectChange: (projectId: string | undefined) => void;
}

/** One project to filter by, found by typing; empty means all. */
export function ProjectFilter({ projectId, onProjectChange }: ProjectFilterProps) {
  const { search, setTyped } = useTypedSearch();
  const chosen = useQuery(trpc.project.get.queryOptions({ projectId: projectId ?? "" }, { enabled: !!projectId }));
  // What stands in the field is what is chosen, and no search for another.
  const isSearch = search !== chosen.data?.name && search !== projectId;
  const found = useQuery(
    trpc.project.list.queryOptions(
      { search: isSearch ? search : undefined, limit: 20 },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (projectId && !chosen.isPending && !options.some(({ value }) => value === projectId)) {
    // One that was deleted, or that the reader of the log may not open, has its id alone.
    options.unshift({ value: projectId, label: chosen.data?.name ?? projectId });
  }
  const isNamed = options.some(({ value }) => value === projectId);
  return (
    <Combobox
      aria-label="Filter by project"
      options={options}
      value={projectId && isNamed ? projectId : null}
      onValueChange={(next) => onProjectChange(next ?? undefined)}
      onSearchChange={setTyped}
      isLoading={found.isFetching}
      placeholder="All projects"
      emptyText={found.isError ? "The list could not be loaded." : "None matches."}
    />
  );
}
