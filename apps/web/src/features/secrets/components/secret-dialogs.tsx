import type { Folder, MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { onDemand } from "#lib/on-demand.tsx";

const AddManySheet = onDemand(
  async () => (await import("#features/secrets/components/add-many-sheet.tsx")).AddManySheet,
);
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
const CopySecretsDialog = onDemand(
  async () => (await import("#features/secrets/components/many-secrets/copy-secrets-dialog.tsx")).CopySecretsDialog,
);
const MoveSecretsDialog = onDemand(
  async () => (await import("#features/secrets/components/many-secrets/move-secrets-dialog.tsx")).MoveSecretsDialog,
);
const TagSecretsDialog = onDemand(
  async () => (await import("#features/secrets/components/many-secrets/tag-secrets-dialog.tsx")).TagSecretsDialog,
);
const DeleteSecretsDialog = onDemand(
  async () => (await import("#features/secrets/components/many-secrets/delete-secrets-dialog.tsx")).DeleteSecretsDialog,
);
const ManageTagsSheet = onDemand(
  async () => (await import("#features/secrets/components/manage-tags-sheet.tsx")).ManageTagsSheet,
);

/** What of the secrets page is open above it, beside the one secret the URL names. */
export type OpenDialog =
  | { kind: "create-secret" | "add-many" | "create-folder" | "manage-tags" }
  | { kind: "copy-secrets" | "move-secrets" | "tag-secrets" | "delete-secrets"; secrets: readonly MaskedSecret[] }
  | { kind: "delete-secret"; secret: MaskedSecret }
  | { kind: "update-folder" | "delete-folder"; folder: Folder };

interface SecretDialogsProps {
  place: SecretPlace;
  dialog: OpenDialog | null;
  onShowHistory: (secret: MaskedSecret) => void;
  onClose: () => void;
}

export function SecretDialogs({ place, dialog, onShowHistory, onClose }: SecretDialogsProps) {
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "create-secret":
      return <CreateSecretSheet place={place} onClose={onClose} />;
    case "add-many":
      return <AddManySheet place={place} onClose={onClose} />;
    case "delete-secret":
      return <DeleteSecretDialog secret={dialog.secret} onShowHistory={onShowHistory} onClose={onClose} />;
    case "copy-secrets":
      return <CopySecretsDialog secrets={dialog.secrets} place={place} onClose={onClose} />;
    case "move-secrets":
      return <MoveSecretsDialog secrets={dialog.secrets} place={place} onClose={onClose} />;
    case "tag-secrets":
      return <TagSecretsDialog secrets={dialog.secrets} place={place} onClose={onClose} />;
    case "delete-secrets":
      return <DeleteSecretsDialog secrets={dialog.secrets} onClose={onClose} />;
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
