import { Link } from "@tanstack/react-router";
import { CopyableId } from "#components/copyable-id.tsx";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

type Project = RouterOutputs["project"]["list"]["items"][number];
const column = dataTableColumns<Project>();

export const projectColumns = column.columns([
  column.accessor("name", {
    header: "Name",
    cell: ({ row: { original: project } }) => (
      <>
        <Link
          to="/projects/$projectId/secrets"
          params={{ projectId: project.id }}
          className="row-action rounded-xs font-medium"
        >
          {project.name}
        </Link>
        {project.description && <p className="line-clamp-1 text-muted">{project.description}</p>}
      </>
    ),
  }),
  column.accessor("slug", { header: "Slug", cell: ({ getValue }) => <CopyableId id={getValue()} label="slug" /> }),
  column.accessor((project) => project.environments.length, { id: "environments", header: "Environments" }),
  column.accessor("createdAt", {
    header: "Created",
    cell: ({ getValue }) => <RelativeTime at={getValue()} />,
  }),
]);
