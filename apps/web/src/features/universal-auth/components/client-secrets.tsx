import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { LiveTokensLost } from "#components/live-tokens-lost.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { type ClientSecret, clientSecretColumns } from "#features/universal-auth/components/client-secret-columns.tsx";
import type { CreatedClientSecret } from "#features/universal-auth/components/create-client-secret-dialog.tsx";
import { onDemand } from "#lib/on-demand.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const CreateClientSecretDialog = onDemand(
  async () =>
    (await import("#features/universal-auth/components/create-client-secret-dialog.tsx")).CreateClientSecretDialog,
);
const CreatedClientSecretDialog = onDemand(
  async () =>
    (await import("#features/universal-auth/components/create-client-secret-dialog.tsx")).CreatedClientSecretDialog,
);

/** The client secrets of an identity, never with their values. */
export function ClientSecrets({ identityId, canEdit }: { identityId: string; canEdit: boolean }) {
  const [trail, setTrail] = useState<string[]>([]);
  const input = { identityId, limit: 10, cursor: trail.at(-1) };
  const query = useQuery(
    trpc.universalAuth.listClientSecrets.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  const revoke = useMutation(trpc.universalAuth.revokeClientSecret.mutationOptions());
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedClientSecret | null>(null);
  const [revoking, setRevoking] = useState<ClientSecret | null>(null);
  const columns = useMemo(() => clientSecretColumns(canEdit ? setRevoking : undefined), [canEdit]);

  async function confirmRevoke(clientSecret: ClientSecret): Promise<void> {
    await revoke.mutateAsync({ identityId, clientSecretId: clientSecret.id });
    await queryClient.invalidateQueries(trpc.universalAuth.listClientSecrets.pathFilter());
    toast.success("Client secret revoked");
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="font-medium">Client secrets</h4>
        {canEdit && (
          <Button size="sm" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            Create client secret
          </Button>
        )}
      </div>
      <DataTable
        label="Client secrets"
        columns={columns}
        state={queryTableState(query, (list) => list.items)}
        rowId={(secret) => secret.id}
        empty={<EmptyState text="Without a client secret nothing can log in with this client ID." />}
      />
      <CursorPager trail={trail} nextCursor={query.data?.nextCursor ?? null} onTrailChange={setTrail} />
      {isCreating && (
        <CreateClientSecretDialog identityId={identityId} onClose={() => setCreating(false)} onCreated={setCreated} />
      )}
      {created && <CreatedClientSecretDialog created={created} onClose={() => setCreated(null)} />}
      {revoking && (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setRevoking(null)}
          title={`Revoke client secret ${revoking.prefix}…?`}
          consequence={
            <>
              Programs that log in with it are refused.{" "}
              <LiveTokensLost identityId={identityId} clientSecretId={revoking.id} />
            </>
          }
          actionLabel="Revoke client secret"
          onConfirm={() => confirmRevoke(revoking)}
        />
      )}
    </div>
  );
}
