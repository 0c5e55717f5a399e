import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { ProjectMembersLink } from "#components/project-members-link.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Card } from "#components/ui/card.tsx";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";
import { useReachableProjects } from "#lib/use-reachable-projects.ts";

type Membership = RouterOutputs["projectMembership"]["listForIdentity"]["items"][number];
const column = dataTableColumns<Membership>();

function projectColumns(isReachable: (projectId: string) => boolean) {
  return column.columns([
    column.accessor((membership) => membership.project.name, {
      id: "project",
      header: "Project",
      cell: ({
        row: {
          original: { project },
        },
      }) => (
        <span className="font-medium">
          <ProjectMembersLink project={project} isLinked={isReachable(project.id)} className="row-action" />
        </span>
      ),
    }),
    column.accessor((membership) => membership.roles.map((role) => role.name).join(" "), {
      id: "roles",
      header: "Project roles",
      cell: ({ row }) => <RoleBadges roles={row.original.roles} />,
    }),
    column.accessor("createdAt", { header: "Added", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);
}

/** The projects an identity is in, on the identity's page. */
export function IdentityProjectsCard({ identityId }: { identityId: string }) {
  const [trail, setTrail] = useState<string[]>([]);
  const query = useQuery(
    trpc.projectMembership.listForIdentity.queryOptions(
      { identityId, cursor: trail.at(-1) },
      { placeholderData: keepPreviousData },
    ),
  );
  const isReachable = useReachableProjects((query.data?.items ?? []).map(({ project }) => project.id));
  const columns = useMemo(() => projectColumns(isReachable), [isReachable]);
  return (
    <Card title="Projects" description="Where it gets in. Add it in the project's settings under Access Control.">
      <div className="flex flex-col gap-4">
        <DataTable
          label="Project memberships"
          columns={columns}
          state={queryTableState(query, (page) => page.items)}
          rowId={(membership) => membership.id}
          empty={
            <EmptyState
              text="It is in no project, so it can read no secret."
              action={
                <Link to="/projects" className="text-accent-text underline underline-offset-2">
                  Choose a project to add it to
                </Link>
              }
            />
          }
        />
        <CursorPager trail={trail} nextCursor={query.data?.nextCursor ?? null} onTrailChange={setTrail} />
      </div>
    </Card>
  );
}
