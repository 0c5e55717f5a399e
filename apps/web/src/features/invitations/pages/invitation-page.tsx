import { useQuery } from "@tanstack/react-query";
import { CenteredCard } from "#components/centered-card.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { JoinByInvitation } from "#features/invitations/components/join-by-invitation.tsx";
import { NewPersonForm } from "#features/invitations/components/new-person-form.tsx";
import { keptInvitationToken } from "#features/invitations/lib/invitation-token.ts";
import { describeError } from "#lib/errors.ts";
import { trpcClient } from "#lib/trpc.ts";

/** Where the link of an invitation leads. */
export function InvitationPage() {
  const token = keptInvitationToken() ?? "";
  const query = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => trpcClient.invitation.show.mutate({ token }),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isNotValid = token === "" || describeError(query.error).code === "invitation.not_valid";

  if (query.data) {
    const { organization, invitedBy, email, expiresAt, hasAccount } = query.data;
    return (
      <CenteredCard
        title={`Join ${organization.name}`}
        purpose={
          <>
            {invitedBy.name} invites <span className="font-medium text-ink">{email}</span>. The link dies{" "}
            <RelativeTime at={expiresAt} />.
          </>
        }
      >
        {hasAccount ? <JoinByInvitation token={token} email={email} /> : <NewPersonForm token={token} email={email} />}
      </CenteredCard>
    );
  }
  if (isNotValid) {
    return (
      <CenteredCard
        title="This invitation is not valid"
        purpose="It was used or withdrawn, or its time is over. Ask whoever invited you for a new link."
      >
        <LinkButton to="/sign-in">Sign in</LinkButton>
      </CenteredCard>
    );
  }
  return (
    <CenteredCard title="Invitation" purpose="To an organization on Podpass.">
      {query.isError ? (
        <ErrorState
          title="The invitation could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <Skeleton className="h-48" />
      )}
    </CenteredCard>
  );
}
