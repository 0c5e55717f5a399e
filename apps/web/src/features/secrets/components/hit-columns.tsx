import { Link } from "@tanstack/react-router";
import { dataTableColumns } from "#components/data-table/columns.ts";
import { TagBadge } from "#features/secrets/components/tag-badge.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

type SecretHit = RouterOutputs["secret"]["search"]["items"][number];
const column = dataTableColumns<SecretHit>();

/** What was found, and where it is; a row leads there. */
export function hitColumns(environments: readonly { slug: string; name: string; projectId: string }[]) {
  const environmentOf = (hit: SecretHit) => environments.find(({ slug }) => slug === hit.environment);
  return column.columns([
    column.accessor("key", {
      header: "Key",
      cell: ({ row: { original: hit } }) => (
        <>
          <Link
            to="/projects/$projectId/secrets"
            params={{ projectId: environmentOf(hit)?.projectId ?? "" }}
            search={{
              environment: hit.environment,
              path: hit.secretPath === "/" ? undefined : hit.secretPath,
              secret: hit.id,
            }}
            className="row-action break-all rounded-xs font-medium font-mono text-[0.8125rem]"
          >
            {hit.key}
          </Link>
          {hit.comment && <p className="line-clamp-2 max-w-96 text-muted">{hit.comment}</p>}
        </>
      ),
    }),
    column.accessor((hit) => environmentOf(hit)?.name ?? hit.environment, { id: "environment", header: "Environment" }),
    column.accessor("secretPath", {
      header: "Folder",
      cell: ({ getValue }) => <code className="break-all font-mono text-[0.8125rem]">{getValue()}</code>,
    }),
    column.display({
      id: "tags",
      header: "Tags",
      cell: ({ row: { original: hit } }) => (
        <span className="flex flex-wrap gap-1">
          {hit.tags.map((tag) => (
            <TagBadge key={tag.id} tag={tag} />
          ))}
        </span>
      ),
    }),
  ]);
}
