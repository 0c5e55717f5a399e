import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { GuidedSetupLink } from "#components/guided-setup-link.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { projectColumns } from "#features/projects/components/project-columns.tsx";
import { useCan } from "#lib/can.ts";
import { type ListSearch, listInput } from "#lib/list-search.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const CreateProjectDialog = onDemand(
  async () => (await import("#features/projects/components/create-project-dialog.tsx")).CreateProjectDialog,
);

interface ProjectsPageSearch extends ListSearch {
  isCreating?: boolean;
}

interface ProjectsPageProps {
  search: ProjectsPageSearch;
  onSearchChange: (change: Partial<ProjectsPageSearch>) => void;
}

export function ProjectsPage({ search, onSearchChange }: ProjectsPageProps) {
  const canCreate = useCan()("project:create");
  const query = useQuery(trpc.project.list.queryOptions(listInput(search), { placeholderData: keepPreviousData }));
  const createButton = canCreate && (
    <Button variant="primary" onClick={() => onSearchChange({ isCreating: true })}>
      <Plus aria-hidden />
      Create project
    </Button>
  );
  const empty = search.search ? (
    <EmptyState text={`No project matches “${search.search}”.`} />
  ) : (
    <EmptyState
      text="A project holds secrets by environment. There is none yet. The guided setup makes one on the way from your cluster to a pod that reads them."
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {createButton}
          <GuidedSetupLink />
        </div>
      }
    />
  );

  return (
    <Page>
      <PageHeader title="Projects" purpose="Secrets by environment, and who may read them." actions={createButton} />
      <FilterBox
        label="Filter projects"
        value={search.search}
        onValueChange={(text) => onSearchChange({ search: text, trail: undefined })}
      />
      <DataTable
        label="Projects"
        columns={projectColumns}
        state={queryTableState(query, (page) => page.items)}
        rowId={(project) => project.id}
        empty={empty}
      />
      <CursorPager
        trail={search.trail ?? []}
        nextCursor={query.data?.nextCursor ?? null}
        onTrailChange={(trail) => onSearchChange({ trail })}
      />
      {canCreate && search.isCreating && (
        <CreateProjectDialog onClose={() => onSearchChange({ isCreating: undefined })} />
      )}
    </Page>
  );
}
