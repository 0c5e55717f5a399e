import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.tsx";
import { describeError } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

/** Whether the organization's identities are let in at all, and the switch for it. */
export function MachineAccessCard({ organization }: { organization: RouterOutputs["organization"]["get"] }) {
  const disable = useMutation(trpc.organization.disable.mutationOptions());
  const enable = useMutation(trpc.organization.enable.mutationOptions());
  const [isAsking, setAsking] = useState(false);
  const refresh = () => queryClient.invalidateQueries(trpc.organization.pathFilter());

  async function confirmDisable(): Promise<void> {
    await disable.mutateAsync();
    await refresh();
    toast.success("Machine access disabled");
  }

  async function enableAgain(): Promise<void> {
    try {
      await enable.mutateAsync();
      await refresh();
      toast.success("Machine access enabled");
    } catch (error) {
      toast.error("Machine access was not enabled", describeError(error).message);
    }
  }

  return (
    <Card
      title="Machine access"
      description="Whether the organization's identities are let in. People sign in either way."
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        {organization.disabledAt === null ? (
          <>
            <Badge tone="good">Enabled</Badge>
            <Button variant="danger" onClick={() => setAsking(true)}>
              Disable machine access
            </Button>
          </>
        ) : (
          <>
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone="bad">Disabled</Badge>
              <span>
                since <RelativeTime at={organization.disabledAt} />; every login and access token is refused
              </span>
            </span>
            <Button isPending={enable.isPending} onClick={() => void enableAgain()}>
              Enable machine access
            </Button>
          </>
        )}
      </div>
      {isAsking && (
        <ConfirmDialog
          isOpen
          onOpenChange={setAsking}
          title="Disable machine access?"
          consequence="No identity of this organization can log in, and every access token is refused from the next request on, until it is enabled again."
          actionLabel="Disable machine access"
          typedName={organization.name}
          onConfirm={confirmDisable}
        />
      )}
    </Card>
  );
}
