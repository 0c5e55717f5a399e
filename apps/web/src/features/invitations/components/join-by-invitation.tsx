import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FormError } from "#components/form-error.tsx";
import { useSignOut } from "#components/layout/use-sign-out.ts";
import { Button } from "#components/ui/button.tsx";
import { forgetInvitationToken } from "#features/invitations/lib/invitation-token.ts";
import { describeError } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** Joins with the account the address has. Whoever is not signed in is asked to first, and comes back here. */
export function JoinByInvitation({ token, email }: { token: string; email: string }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const join = useMutation(trpc.invitation.join.mutationOptions());
  const error = join.error && describeError(join.error);

  async function accept(): Promise<void> {
    const { organization } = await join.mutateAsync({ token });
    forgetInvitationToken();
    queryClient.clear();
    await navigate({ to: "/", search: { org: organization.slug }, replace: true });
  }

  return (
    <div className="flex flex-col gap-4">
      <p>
        <span className="font-medium">{email}</span> has an account here: join with it. If you are not signed in, you
        are asked to first.
      </p>
      <FormError error={error} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          isPending={join.isPending}
          onClick={() => {
            // What is refused is shown above; being signed out leads to the sign-in page.
            accept().catch(() => undefined);
          }}
        >
          Join
        </Button>
        {error?.code === "invitation.other_address" && <Button onClick={() => void signOut()}>Sign out</Button>}
      </div>
    </div>
  );
}
