import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { type Environment, environmentColumns } from "#features/environments/components/environment-columns.tsx";
import { useProjectCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";
import { trpc } from "#lib/trpc.ts";

const DeleteEnvironmentDialog = onDemand(
  async () => (await import("#features/environments/components/delete-environment-dialog.tsx")).DeleteEnvironmentDialog,
);

const CreateEnvironmentDialog = onDemand(
  async () => (await import("#features/environments/components/environment-dialogs.tsx")).CreateEnvironmentDialog,
);
const UpdateEnvironmentDialog = onDemand(
  async () => (await import("#features/environments/components/environment-dialogs.tsx")).UpdateEnvironmentDialog,
);

type OpenDialog = { kind: "create" } | { kind: "update" | "delete"; environment: Environment };

export function EnvironmentsCard({ projectId }: { projectId: string }) {
  const can = useProjectCan(projectId);
  const query = useQuery(trpc.environment.list.queryOptions({ projectId }));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);

  const canEdit = can("environments:edit");
  const canDelete = can("environments:delete");
  const columns = useMemo(
    () =>
      environmentColumns({
        onEdit: canEdit ? (environment) => setDialog({ kind: "update", environment }) : undefined,
        onDelete: canDelete ? (environment) => setDialog({ kind: "delete", environment }) : undefined,
      }),
    [canEdit, canDelete],
  );
  const addButton = can("environments:create") && (
    <Button onClick={() => setDialog({ kind: "create" })}>
      <Plus aria-hidden />
      Add environment
    </Button>
  );

  return (
    <Card title="Environments" description="Each holds its own values of the secrets." actions={addButton}>
      <DataTable
        label="Environments"
        columns={columns}
        state={queryTableState(query, (list) => list.items)}
        rowId={(environment) => environment.id}
        empty={<EmptyState text="Secrets live in environments. This project has none." action={addButton} />}
      />
      {dialog?.kind === "create" && <CreateEnvironmentDialog projectId={projectId} onClose={close} />}
      {dialog?.kind === "update" && <UpdateEnvironmentDialog environment={dialog.environment} onClose={close} />}
      {dialog?.kind === "delete" && <DeleteEnvironmentDialog environment={dialog.environment} onClose={close} />}
    </Card>
  );
}
