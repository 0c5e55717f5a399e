import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { trpc } from "#lib/trpc.ts";

/** The way out for whoever is signed in. */
export function LeaveCard({ name }: { name: string }) {
  const leave = useMutation(trpc.organization.leave.mutationOptions());
  const [isAsking, setAsking] = useState(false);

  async function confirm(): Promise<void> {
    await leave.mutateAsync();
    // To another organization, or to the sign-in page when there is none.
    window.location.assign("/");
  }

  return (
    <Card title="Leave" description="Give up your own place in this organization. Its last administrator cannot.">
      <div>
        <Button variant="danger" onClick={() => setAsking(true)}>
          Leave organization
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          isOpen
          onOpenChange={setAsking}
          title={`Leave ${name}?`}
          consequence="Your roles, memberships of projects and own values of secrets in this organization are deleted. Only a new invitation brings you back."
          actionLabel="Leave organization"
          typedName={name}
          onConfirm={confirm}
        />
      )}
    </Card>
  );
}
