import { Link } from "@tanstack/react-router";
import { Folder as FolderIcon } from "lucide-react";
import { RowMenu } from "#components/data-table/row-menu.tsx";
import { MenuItem } from "#components/ui/dropdown-menu.tsx";
import type { Folder } from "#features/secrets/lib/secret-place.ts";

interface FolderListProps {
  folders: readonly Folder[];
  /** Absent when the user may not. */
  onEdit: ((folder: Folder) => void) | undefined;
  onDelete: ((folder: Folder) => void) | undefined;
}

/** The folders right in the open one, each a link into it. */
export function FolderList({ folders, onEdit, onDelete }: FolderListProps) {
  return (
    <ul aria-label="Folders" className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2">
      {folders.map((folder) => (
        <li
          key={folder.id}
          className="flex h-11 min-w-0 items-center gap-1 rounded-md border bg-raised pr-1 has-[a:hover]:bg-sunken"
        >
          <Link
            to="/projects/$projectId/secrets"
            params={{ projectId: folder.projectId }}
            search={{ environment: folder.environment, path: folder.path }}
            title={folder.description || undefined}
            className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-md px-3 font-medium -outline-offset-2"
          >
            <FolderIcon aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="truncate">{folder.name}</span>
          </Link>
          {(onEdit || onDelete) && (
            <RowMenu name={folder.name}>
              {onEdit && <MenuItem onClick={() => onEdit(folder)}>Edit</MenuItem>}
              {onDelete && (
                <MenuItem isDanger onClick={() => onDelete(folder)}>
                  Delete
                </MenuItem>
              )}
            </RowMenu>
          )}
        </li>
      ))}
    </ul>
  );
}
