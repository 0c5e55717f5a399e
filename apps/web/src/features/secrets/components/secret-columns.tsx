import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { MaskedSecret, SecretPlace } from "#features/secrets/components/secret-scope.ts";
import { SecretValue } from "#features/secrets/components/secret-value.tsx";

const column = dataTableColumns<MaskedSecret>();

interface SecretColumnOptions {
  place: SecretPlace;
  canRead: boolean;
  /** Absent when the user may not. */
  onEdit: ((secret: MaskedSecret) => void) | undefined;
  onDelete: ((secret: MaskedSecret) => void) | undefined;
}

export function secretColumns({ place, canRead, onEdit, onDelete }: SecretColumnOptions) {
  const hasMenu = onEdit !== undefined || onDelete !== undefined;
  return column.columns([
    column.accessor("key", {
      header: "Key",
      cell: ({ row: { original: secret } }) => (
        <>
          <span className="break-all font-medium font-mono text-[0.8125rem]">{secret.key}</span>
          {secret.comment && <p className="line-clamp-2 max-w-80 text-muted">{secret.comment}</p>}
        </>
      ),
    }),
    column.display({
      id: "value",
      header: "Value",
      // A new version is another value: nothing revealed of the old one stays.
      cell: ({ row: { original: secret } }) => (
        <SecretValue key={secret.version} place={place} secretKey={secret.key} canRead={canRead} />
      ),
    }),
    column.accessor("version", { header: "Version" }),
    column.accessor("updatedAt", { header: "Changed", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: secret } }) =>
        hasMenu && (
          <RowMenu name={secret.key}>
            {onEdit && <MenuItem onClick={() => onEdit(secret)}>Edit</MenuItem>}
            {onDelete && (
              <MenuItem isDanger onClick={() => onDelete(secret)}>
                Delete
              </MenuItem>
            )}
          </RowMenu>
        ),
    }),
  ]);
}
