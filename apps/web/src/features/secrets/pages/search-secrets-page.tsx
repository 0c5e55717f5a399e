import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { hitColumns } from "#features/secrets/components/hit-columns.tsx";
import { trpc } from "#lib/trpc.ts";

interface SearchSecretsPageProps {
  projectId: string;
  search: string;
  onSearchChange: (search: string) => void;
}

/** Secrets of every environment and folder by key, comment or tag; values are never searched. */
export function SearchSecretsPage({ projectId, search, onSearchChange }: SearchSecretsPageProps) {
  const project = useSuspenseQuery(trpc.project.get.queryOptions({ projectId })).data;
  const query = useInfiniteQuery(
    trpc.secret.search.infiniteQueryOptions(
      { projectId, search, areCommentsWanted: true },
      { enabled: search !== "", getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: keepPreviousData },
    ),
  );
  const columns = useMemo(() => hitColumns(project.environments), [project.environments]);
  const hits = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page>
      <PageHeader
        title="Search secrets"
        purpose="In every environment and folder: keys, comments and tags. Values are never searched."
      />
      <FilterBox label="Search secrets" value={search} onValueChange={onSearchChange} />
      {search === "" ? (
        <div className="rounded-md border">
          <EmptyState text="Type a part of a key, a comment or a tag." />
        </div>
      ) : (
        <DataTable
          label="Found secrets"
          columns={columns}
          state={
            query.isError
              ? { status: "error", error: query.error, onRetry: () => query.refetch() }
              : query.isPending
                ? { status: "loading" }
                : { status: "ready", rows: hits }
          }
          rowId={({ id }) => id}
          empty={
            <EmptyState
              text={
                query.hasNextPage
                  ? `Nothing among the secrets looked through so far contains “${search}”.`
                  : `No secret you may know of contains “${search}” in its key, comment or tags.`
              }
            />
          }
        />
      )}
      {query.hasNextPage && (
        <div className="flex justify-center">
          <Button isPending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Look further
          </Button>
        </div>
      )}
    </Page>
  );
}
