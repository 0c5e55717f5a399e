import { dataTableColumns } from "#components/data-table/columns.ts";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import { SecretValue } from "#features/secrets/components/masked-value.tsx";
import { TagBadge } from "#features/secrets/components/tag-badge.tsx";
import type { SecretRights } from "#features/secrets/hooks/use-secret-rights.ts";
import { type ListedSecret, type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import type { SecretView } from "#features/secrets/lib/secrets-search.ts";

const column = dataTableColumns<ListedSecret>();

interface SecretColumnOptions {
  rightsOf: (secret: MaskedSecret) => SecretRights;
  /** Keys of the folder's secrets that the user has a value of their own for. */
  overridden: ReadonlySet<string>;
  /** The open folder's; secrets of other ones say where they are. */
  secretPath: string;
  onOpen: (secret: ListedSecret, view?: SecretView) => void;
  onDelete: (secret: MaskedSecret) => void;
}

export function secretColumns({ rightsOf, overridden, secretPath, onOpen, onDelete }: SecretColumnOptions) {
  return column.columns([
    column.accessor("key", {
      header: "Key",
      cell: ({ row: { original: secret } }) => (
        <div className="flex min-w-40 flex-col items-start gap-1">
          <button
            type="button"
            className="row-action break-all rounded-xs text-left font-medium font-mono text-[0.8125rem]"
            onClick={() => onOpen(secret)}
          >
            {secret.key}
          </button>
          {secret.comment && <p className="line-clamp-2 max-w-80 text-muted">{secret.comment}</p>}
          <SecretMarks
            secret={secret}
            isElsewhere={secret.secretPath !== secretPath}
            isOverridden={!secret.isImported && secret.secretPath === secretPath && overridden.has(secret.key)}
          />
        </div>
      ),
    }),
    column.display({
      id: "value",
      header: "Value",
      // A new version is another value: nothing revealed of the old one stays.
      cell: ({ row: { original: secret } }) => (
        <div className="max-w-96">
          <SecretValue
            key={secret.version}
            place={placeOf(secret)}
            secretKey={secret.key}
            canRead={rightsOf(secret).canRead}
          />
        </div>
      ),
    }),
    column.accessor("version", { header: "Version" }),
    column.accessor("updatedAt", { header: "Changed", cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: secret } }) => (
        <RowMenu name={secret.key}>
          {secret.isImported ? (
            <MenuItem onClick={() => onOpen(secret)}>Go to the secret</MenuItem>
          ) : (
            <>
              <MenuItem onClick={() => onOpen(secret)}>{rightsOf(secret).canEdit ? "Edit" : "Open"}</MenuItem>
              <MenuItem onClick={() => onOpen(secret, "history")}>History</MenuItem>
              {rightsOf(secret).canDelete && (
                <MenuItem isDanger onClick={() => onDelete(secret)}>
                  Delete
                </MenuItem>
              )}
            </>
          )}
        </RowMenu>
      ),
    }),
  ]);
}

interface SecretMarksProps {
  secret: ListedSecret;
  isElsewhere: boolean;
  isOverridden: boolean;
}

/** Where a secret comes from, and how it is tagged. */
function SecretMarks({ secret, isElsewhere, isOverridden }: SecretMarksProps) {
  const { environment, secretPath, tags, isImported } = secret;
  if (!isImported && !isElsewhere && !isOverridden && tags.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-1">
      {isImported ? (
        <Badge>{`Imported from ${environment}:${secretPath}`}</Badge>
      ) : (
        isElsewhere && <Badge>{`In ${secretPath}`}</Badge>
      )}
      {isOverridden && <Badge tone="accent">Your value</Badge>}
      {tags.map((tag) => (
        <TagBadge key={tag.id} tag={tag} />
      ))}
    </p>
  );
}
