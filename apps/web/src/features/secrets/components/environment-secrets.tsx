import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { FilterBox } from "#components/filter-box.tsx";
import { Button } from "#components/ui/button.tsx";
import { secretColumns } from "#features/secrets/components/secret-columns.tsx";
import type { MaskedSecret } from "#features/secrets/components/secret-scope.ts";
import { useProjectCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const DeleteSecretDialog = onDemand(
  async () => (await import("#features/secrets/components/delete-secret-dialog.tsx")).DeleteSecretDialog,
);

const UpdateSecretSheet = onDemand(
  async () => (await import("#features/secrets/components/update-secret-sheet.tsx")).UpdateSecretSheet,
);

const CreateSecretSheet = onDemand(
  async () => (await import("#features/secrets/components/create-secret-sheet.tsx")).CreateSecretSheet,
);

interface EnvironmentSecretsProps {
  projectId: string;
  environment: { name: string; slug: string };
  search: string;
  onSearchChange: (search: string) => void;
}

type OpenDialog = { kind: "create" } | { kind: "update" | "delete"; secret: MaskedSecret };

export function EnvironmentSecrets({ projectId, environment, search, onSearchChange }: EnvironmentSecretsProps) {
  const place = useMemo(() => ({ projectId, environment: environment.slug }), [projectId, environment.slug]);
  const query = useQuery(trpc.secret.list.queryOptions(place));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = useCallback(() => setDialog(null), []);

  const canInProject = useProjectCan(projectId);
  const can = (action: "readValue" | "create" | "edit" | "delete") =>
    canInProject(`secrets:${action}`, { environment: environment.slug, secretPath: "/" });
  const canRead = can("readValue");
  const canEdit = can("edit");
  const canDelete = can("delete");
  const columns = useMemo(
    () =>
      secretColumns({
        place,
        canRead,
        onEdit: canEdit ? (secret) => setDialog({ kind: "update", secret }) : undefined,
        onDelete: canDelete ? (secret) => setDialog({ kind: "delete", secret }) : undefined,
      }),
    [place, canRead, canEdit, canDelete],
  );
  const addButton = can("create") && (
    <Button variant="primary" onClick={() => setDialog({ kind: "create" })}>
      <Plus aria-hidden />
      Add secret
    </Button>
  );
  const empty = search ? (
    <EmptyState text={`No key in ${environment.name} contains “${search}”.`} />
  ) : (
    <EmptyState text={`${environment.name} has no secrets yet.`} action={addButton} />
  );
  const wanted = search.toLowerCase();

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FilterBox label="Filter secrets" value={search} onValueChange={onSearchChange} />
        {addButton}
      </div>
      <DataTable
        label="Secrets"
        columns={columns}
        state={queryTableState(query, (list) =>
          list.items.filter((secret) => secret.key.toLowerCase().includes(wanted)),
        )}
        rowId={(secret) => secret.id}
        empty={empty}
      />
      {dialog?.kind === "create" && <CreateSecretSheet place={place} onClose={close} />}
      {dialog?.kind === "update" && (
        <UpdateSecretSheet place={place} secret={dialog.secret} canRead={canRead} onClose={close} />
      )}
      {dialog?.kind === "delete" && <DeleteSecretDialog place={place} secret={dialog.secret} onClose={close} />}
    </div>
  );
}
