import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { SecondFactorDialog } from "#features/account/components/second-factor-dialogs.tsx";
import { onDemand } from "#lib/on-demand.tsx";
import type { RouterOutputs } from "#lib/trpc.ts";

const SecondFactorDialogs = onDemand(
  async () => (await import("#features/account/components/second-factor-dialogs.tsx")).SecondFactorDialogs,
);

/** The authenticator app, if the person has one. */
export function SecondFactorCard({ account }: { account: RouterOutputs["account"]["get"] }) {
  const [dialog, setDialog] = useState<SecondFactorDialog | null>(null);
  const { isEnabled, recoveryCodesLeft } = account.secondFactor;
  return (
    <Card
      title="Two-factor authentication"
      description="A code of an app on your phone, asked for after your password: who has guessed or stolen the one lacks the other."
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        {isEnabled ? (
          <>
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone="good">Enabled</Badge>
              <RecoveryCodesLeft count={recoveryCodesLeft} />
            </span>
            <span className="flex flex-wrap gap-2">
              <Button onClick={() => setDialog({ kind: "prove", purpose: "renew" })}>New recovery codes</Button>
              <Button variant="danger" onClick={() => setDialog({ kind: "prove", purpose: "disable" })}>
                Disable
              </Button>
            </span>
          </>
        ) : (
          <>
            <Badge>Not enabled</Badge>
            <Button onClick={() => setDialog({ kind: "prove", purpose: "enable" })}>Set up</Button>
          </>
        )}
      </div>
      {dialog && <SecondFactorDialogs account={account} dialog={dialog} onChange={setDialog} />}
    </Card>
  );
}

function RecoveryCodesLeft({ count }: { count: number }) {
  if (count > 3) return <span className="text-muted">{count} recovery codes left</span>;
  return <Badge tone="warn">{count === 1 ? "1 recovery code left" : `${count} recovery codes left`}</Badge>;
}
