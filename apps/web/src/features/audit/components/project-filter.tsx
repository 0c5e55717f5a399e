import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { LookupFilter, lookupSearch } from "#components/lookup-filter.tsx";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

interface ProjectFilterProps {
  /** From the URL. */
  projectId: string | undefined;
  onProjectChange: (projectId: string | undefined) => void;
}

/** One project to filter by. */
export function ProjectFilter({ projectId, onProjectChange }: ProjectFilterProps) {
  const { search, setTyped } = useTypedSearch();
  const chosen = useQuery(trpc.audit.getProject.queryOptions(projectId === undefined ? skipToken : { projectId }));
  const input = { search: lookupSearch(search, projectId, chosen.data), limit: 20 };
  const found = useQuery(trpc.project.list.queryOptions(input, { placeholderData: keepPreviousData }));
  return (
    <LookupFilter
      label="Filter by project"
      placeholder="All projects"
      value={projectId}
      onValueChange={onProjectChange}
      onSearchChange={setTyped}
      chosen={chosen}
      found={found}
    />
  );
}
