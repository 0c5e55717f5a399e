import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { hitColumns } from "#features/secrets/components/hit-columns.tsx";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { trpc } from "#lib/trpc.ts";

interface SearchSecretsPageProps {
  projectId: string;
  search: ListSearch;
  onSearchChange: (change: Partial<ListSearch>) => void;
}

/** Secrets of every environment and folder by key, comment or tag; values are never searched. */
export function SearchSecretsPage({ projectId, search, onSearchChange }: SearchSecretsPageProps) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const { search: text = "", cursor } = listInput(search);
  const query = useQuery(
    trpc.secret.search.queryOptions(
      { projectId, search: text, areCommentsWanted: true, cursor },
      { enabled: text !== "", placeholderData: keepPreviousData },
    ),
  );
  const columns = useMemo(() => hitColumns(project.environments), [project.environments]);
  return (
    <Page>
      <PageHeader
        title="Search secrets"
        purpose="In every environment and folder: keys, comments and tags. Values are never searched."
      />
      <FilterBox
        label="Search secrets"
        value={text}
        onValueChange={(next) => onSearchChange({ search: next, trail: undefined })}
      />
      {text === "" ? (
        <div className="rounded-md border">
          <EmptyState text="Type a part of a key, a comment or a tag." />
        </div>
      ) : (
        <>
          <DataTable
            label="Found secrets"
            columns={columns}
            state={queryTableState(query, ({ items }) => items)}
            rowId={({ id }) => id}
            empty={
              <EmptyState
                text={
                  query.data?.nextCursor
                    ? `Nothing among the secrets of this page contains “${text}”. The next page looks further.`
                    : `No secret you may know of contains “${text}” in its key, comment or tags.`
                }
              />
            }
          />
          <CursorPager
            trail={search.trail ?? []}
            nextCursor={query.data?.nextCursor ?? null}
            onTrailChange={(trail) => onSearchChange({ trail })}
          />
        </>
      )}
    </Page>
  );
}
