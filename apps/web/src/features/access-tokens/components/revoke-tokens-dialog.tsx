import type { AuthMethod, ServiceAccountScope } from "@podpass/contracts";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { LiveTokensLost, TokensLost } from "#components/live-tokens-lost.tsx";
import { toast } from "#components/ui/toast.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** All of an identity, of a service account or of a namespace; of one login method where it is named. */
type Scope = { authMethod?: AuthMethod | undefined } & (
  | { identityId: string; serviceAccount?: undefined }
  | { identityId?: string | undefined; serviceAccount: ServiceAccountScope }
);

/** Which tokens end: those that were chosen, or all of something. */
export type Revocation = { kind: "chosen"; ids: string[] } | { kind: "all"; label: string; scope: Scope };

export function RevokeTokensDialog({ revocation, onClose }: { revocation: Revocation; onClose: () => void }) {
  const revoke = useMutation(trpc.accessToken.revoke.mutationOptions());

  async function confirm(): Promise<void> {
    const input = revocation.kind === "chosen" ? { accessTokenIds: revocation.ids } : revocation.scope;
    const { revokedCount } = await revoke.mutateAsync(input);
    await queryClient.invalidateQueries(trpc.accessToken.pathFilter());
    toast.success(
      revokedCount === 1 ? "1 access token revoked" : `${revokedCount.toLocaleString("en")} access tokens revoked`,
    );
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={titleOf(revocation)}
      consequence={<Consequence revocation={revocation} />}
      actionLabel={revocation.kind === "all" ? revocation.label : "Revoke"}
      onConfirm={confirm}
    />
  );
}

function titleOf(revocation: Revocation): string {
  if (revocation.kind === "all") return `${revocation.label}?`;
  return revocation.ids.length === 1 ? "Revoke this access token?" : `Revoke ${revocation.ids.length} access tokens?`;
}

function Consequence({ revocation }: { revocation: Revocation }) {
  const canLogInAgain = "Whoever may log in can get a new one.";
  if (revocation.kind === "chosen") return <>The next request with it is refused. {canLogInAgain}</>;
  return (
    <>
      <LostOf scope={revocation.scope} /> {canLogInAgain}
    </>
  );
}

function LostOf({ scope: { identityId, authMethod, serviceAccount } }: { scope: Scope }) {
  if (serviceAccount) return <LostOfServiceAccount {...{ identityId, authMethod, serviceAccount }} />;
  return <LiveTokensLost identityId={identityId} {...(authMethod ? { authMethod } : {})} />;
}

function LostOfServiceAccount(scope: Extract<Scope, { serviceAccount: ServiceAccountScope }>) {
  // A number from an earlier opening would be wrong by now.
  const options = trpc.accessToken.countLiveOfServiceAccount.queryOptions(scope, { staleTime: 0, gcTime: 0 });
  return <TokensLost count={useQuery(options).data?.total} />;
}
