import { Plus } from "lucide-react";
import { useState } from "react";
import { LinkButton } from "#components/link-button.tsx";
import { Button } from "#components/ui/button.tsx";
import type { CreatedToken } from "#features/token-auth/components/create-token-dialog.tsx";
import { useCan } from "#lib/can.ts";
import { onDemand } from "#lib/on-demand.tsx";

const CreateTokenDialog = onDemand(
  async () => (await import("#features/token-auth/components/create-token-dialog.tsx")).CreateTokenDialog,
);
const CreatedTokenDialog = onDemand(
  async () => (await import("#features/token-auth/components/create-token-dialog.tsx")).CreatedTokenDialog,
);

/** The way to a new access token; which ones there are is told among the identity's access tokens. */
export function MadeTokens({ identityId, canEdit }: { identityId: string; canEdit: boolean }) {
  const can = useCan();
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  return (
    <div className="flex flex-wrap gap-2">
      {canEdit && can("identity:create-token") && (
        <Button size="sm" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          Create access token
        </Button>
      )}
      {can("identity:get-token") && (
        <LinkButton
          size="sm"
          variant="ghost"
          to="/access-control/identities/$identityId/access-tokens"
          params={{ identityId }}
          search={{ method: "token-auth" }}
        >
          Show those that were made
        </LinkButton>
      )}
      {isCreating && (
        <CreateTokenDialog identityId={identityId} onClose={() => setCreating(false)} onCreated={setCreated} />
      )}
      {created && <CreatedTokenDialog created={created} onClose={() => setCreated(null)} />}
    </div>
  );
}
