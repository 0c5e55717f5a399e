import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.tsx";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface SecondFactorRequirementCardProps {
  organization: RouterOutputs["organization"]["get"];
}

const ASK = {
  require: {
    title: "Require a second factor?",
    consequence:
      "Whoever of the organization's users has none can do nothing here from their next request on, but set one up. Machine identities are not affected.",
    actionLabel: "Require a second factor",
    done: "A second factor is required",
    tone: "primary",
  },
  drop: {
    title: "Require a second factor no more?",
    consequence:
      "A password alone, or the sign-in service alone, opens the organization to users who have no second factor.",
    actionLabel: "Stop requiring it",
    done: "A second factor is required no more",
    tone: "danger",
  },
} as const;

/** Whether the organization's people need a second factor, and the switch for it, for whoever has one. */
export function SecondFactorRequirementCard({ organization }: SecondFactorRequirementCardProps) {
  const { isEnabled } = useSuspenseQuery(trpc.account.get.queryOptions()).data.secondFactor;
  const update = useMutation(trpc.organization.update.mutationOptions());
  const [asked, setAsked] = useState<keyof typeof ASK | null>(null);
  const { isSecondFactorRequired: isRequired } = organization;
  const offered = isRequired ? "drop" : "require";

  async function confirm(answered: keyof typeof ASK): Promise<void> {
    await update.mutateAsync({ isSecondFactorRequired: answered === "require" });
    await queryClient.invalidateQueries(trpc.organization.pathFilter());
    toast.success(ASK[answered].done);
  }

  return (
    <Card
      title="Second factor"
      description="Whether users need an authenticator app to work in the organization, however they sign in."
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        {isRequired ? <Badge tone="good">Required</Badge> : <Badge>Not required</Badge>}
        {isRequired || isEnabled ? (
          <Button variant={isRequired ? "danger" : "secondary"} onClick={() => setAsked(offered)}>
            {ASK[offered].actionLabel}
          </Button>
        ) : (
          <span className="flex flex-wrap items-center gap-3">
            <span className="text-muted">Set up your own before you require it of others.</span>
            <LinkButton to="/account">Go to your account</LinkButton>
          </span>
        )}
      </div>
      {asked && (
        <ConfirmDialog isOpen onOpenChange={() => setAsked(null)} {...ASK[asked]} onConfirm={() => confirm(asked)} />
      )}
    </Card>
  );
}
