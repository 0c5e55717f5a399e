import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { onDemand } from "#lib/on-demand.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

const DeleteIdentityDialog = onDemand(
  async () => (await import("#features/identities/components/delete-identity-dialog.tsx")).DeleteIdentityDialog,
);

export function DeleteIdentityCard({ identity }: { identity: RouterOutputs["identity"]["get"] }) {
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Card
        tone="danger"
        title="Delete identity"
        description={
          identity.hasDeleteProtection
            ? "Delete protection is on. Turn it off in the details first."
            : "Locks out whatever logs in as it. This cannot be undone."
        }
        actions={
          <Button variant="danger" disabled={identity.hasDeleteProtection} onClick={() => setAsking(true)}>
            Delete identity
          </Button>
        }
      />
      {isAsking && (
        <DeleteIdentityDialog
          identity={identity}
          onClose={() => setAsking(false)}
          onDeleted={() => navigate({ to: "/access-control/identities" })}
        />
      )}
    </>
  );
}
