import type { Folder, MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { onDemand } from "#lib/on-demand.tsx";

const CreateSecretSheet = onDemand(
  async () => (await import("#features/secrets/components/create-secret-sheet.tsx")).CreateSecretSheet,
);
const DeleteSecretDialog = onDemand(
  async () => (await import("#features/secrets/components/delete-secret-dialog.tsx")).DeleteSecretDialog,
);
const CreateFolderDialog = onDemand(
  async () => (await import("#features/secrets/components/folder-dialogs.tsx")).CreateFolderDialog,
);
const UpdateFolderDialog = onDemand(
  async () => (await import("#features/secrets/components/folder-dialogs.tsx")).UpdateFolderDialog,
);
const DeleteFolderDialog = onDemand(
  async () => (await import("#features/secrets/components/delete-folder-dialog.tsx")).DeleteFolderDialog,
);
const ManageTagsSheet = onDemand(
  async () => (await import("#features/secrets/components/manage-tags-sheet.tsx")).ManageTagsSheet,
);

/** What of the secrets page is open above it, beside the one secret the URL names. */
export type OpenDialog =
  | { kind: "create-secret" | "create-folder" | "manage-tags" }
  | { kind: "delete-secret"; secret: MaskedSecret }
  | { kind: "update-folder" | "delete-folder"; folder: Folder };

interface SecretDialogsProps {
  place: SecretPlace;
  dialog: OpenDialog | null;
  onClose: () => void;
}

export function SecretDialogs({ place, dialog, onClose }: SecretDialogsProps) {
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "create-secret":
      return <CreateSecretSheet place={place} onClose={onClose} />;
    case "delete-secret":
      return <DeleteSecretDialog secret={dialog.secret} onClose={onClose} />;
    case "create-folder":
      return <CreateFolderDialog place={place} onClose={onClose} />;
    case "update-folder":
      return <UpdateFolderDialog folder={dialog.folder} onClose={onClose} />;
    case "delete-folder":
      return <DeleteFolderDialog folder={dialog.folder} onClose={onClose} />;
    case "manage-tags":
      return <ManageTagsSheet projectId={place.projectId} onClose={onClose} />;
  }
}
