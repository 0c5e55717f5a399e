import type { AuthMethod } from "@podpass/contracts";
import { createFileRoute } from "@tanstack/react-router";
import { IdentityPage } from "#features/identities/pages/identity-page.tsx";
import { KubernetesAuthCard } from "#features/kubernetes-auth/components/kubernetes-auth-card.tsx";
import { IdentityProjectsCard } from "#features/project-membership/components/identity-projects-card.tsx";
import { TokenAuthCard } from "#features/token-auth/components/token-auth-card.tsx";
import { UniversalAuthCard } from "#features/universal-auth/components/universal-auth-card.tsx";
import { onDemand } from "#lib/on-demand.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const AttachTokenAuthSheet = onDemand(
  async () => (await import("#features/token-auth/components/attach-token-auth-sheet.tsx")).AttachTokenAuthSheet,
);
const AttachUniversalAuthSheet = onDemand(
  async () =>
    (await import("#features/universal-auth/components/attach-universal-auth-sheet.tsx")).AttachUniversalAuthSheet,
);

export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId/_tabs/")({
  loader: async ({ params: { identityId } }) => {
    const { authMethods } = await queryClient.ensureQueryData(trpc.identity.get.queryOptions({ identityId }));
    await prefetchSections(identityId, authMethods);
  },
  component: IdentityRoute,
});

function IdentityRoute() {
  const { identityId } = Route.useParams();
  return (
    <IdentityPage
      key={identityId}
      identityId={identityId}
      methods={{
        "token-auth": (access) => <TokenAuthCard {...access} />,
        "universal-auth": (access) => <UniversalAuthCard {...access} />,
        "kubernetes-auth": (access) => <KubernetesAuthCard {...access} />,
      }}
      attachSheets={{
        "token-auth": (props) => <AttachTokenAuthSheet {...props} />,
        "universal-auth": (props) => <AttachUniversalAuthSheet {...props} />,
      }}
      projects={<IdentityProjectsCard identityId={identityId} />}
    />
  );
}

/** What the sections show: each would move those below it, were it read after they are shown. A section that fails says so itself. */
async function prefetchSections(identityId: string, authMethods: readonly AuthMethod[]): Promise<void> {
  const has = (method: AuthMethod) => authMethods.includes(method);
  await Promise.all([
    queryClient.prefetchQuery(trpc.projectMembership.listForIdentity.queryOptions({ identityId })),
    has("token-auth") && queryClient.prefetchQuery(trpc.tokenAuth.get.queryOptions({ identityId })),
    ...(has("universal-auth")
      ? [
          queryClient.prefetchQuery(trpc.universalAuth.get.queryOptions({ identityId })),
          queryClient.prefetchQuery(trpc.universalAuth.listClientSecrets.queryOptions({ identityId, limit: 10 })),
        ]
      : []),
    ...(has("kubernetes-auth")
      ? [
          queryClient.prefetchQuery(trpc.kubernetesAuth.get.queryOptions({ identityId })),
          queryClient.prefetchQuery(trpc.kubernetesAuth.getConnection.queryOptions({ identityId })),
        ]
      : []),
  ]);
}
