import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { CursorPager } from "#components/data-table/cursor-pager.tsx";
import { DataTable } from "#components/data-table/data-table.tsx";
import { queryTableState } from "#components/data-table/query-state.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.tsx";
import { type Session, sessionColumns } from "#features/account/components/session-columns.tsx";
import { deviceName } from "#features/account/lib/device.ts";
import { leave } from "#lib/auth-client.ts";
import { formatDuration } from "#lib/duration.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

/** Where the person is signed in, and the ways to end that. */
export function SessionsCard({ account }: { account: RouterOutputs["account"]["get"] }) {
  const [trail, setTrail] = useState<string[]>([]);
  const input = { limit: 10, cursor: trail.at(-1) };
  const query = useQuery(trpc.account.listSessions.queryOptions(input, { placeholderData: keepPreviousData }));
  const revoke = useMutation(trpc.account.revokeSession.mutationOptions());
  const signOutEverywhere = useMutation(trpc.account.signOutEverywhere.mutationOptions());
  const [revoking, setRevoking] = useState<Session | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const columns = useMemo(() => sessionColumns(setRevoking), []);

  async function confirmRevoke(session: Session): Promise<void> {
    await revoke.mutateAsync({ sessionId: session.id });
    await queryClient.invalidateQueries(trpc.account.listSessions.pathFilter());
    toast.success("Session revoked");
  }

  async function confirmSignOut(): Promise<void> {
    await signOutEverywhere.mutateAsync();
    leave();
  }

  return (
    <Card
      title="Sessions"
      description={`A session ends after ${formatDuration(account.sessionIdleSeconds)} without a request, and after ${formatDuration(account.sessionMaxSeconds)} at the latest.`}
      actions={
        <Button variant="danger" onClick={() => setLeaving(true)}>
          Sign out everywhere
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <DataTable
          label="Sessions"
          columns={columns}
          state={queryTableState(query, (page) => page.items)}
          rowId={(session) => session.id}
          empty={<EmptyState text="No session is left." />}
        />
        <CursorPager trail={trail} nextCursor={query.data?.nextCursor ?? null} onTrailChange={setTrail} />
      </div>
      {revoking && (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setRevoking(null)}
          title={`Revoke the session on ${deviceName(revoking.userAgent)}?`}
          consequence="Whoever uses it is signed out with their next request."
          actionLabel="Revoke session"
          onConfirm={() => confirmRevoke(revoking)}
        />
      )}
      {isLeaving && (
        <ConfirmDialog
          isOpen
          onOpenChange={setLeaving}
          title="Sign out everywhere?"
          consequence="Every session ends, this one too. You have to sign in again."
          actionLabel="Sign out everywhere"
          onConfirm={confirmSignOut}
        />
      )}
    </Card>
  );
}
