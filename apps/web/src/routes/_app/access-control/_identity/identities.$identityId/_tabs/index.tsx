import { createFileRoute } from "@tanstack/react-router";
import { IdentityPage } from "#features/identities/pages/identity-page.tsx";
import { KubernetesAuthCard } from "#features/kubernetes-auth/components/kubernetes-auth-card.tsx";
import { IdentityProjectsCard } from "#features/project-membership/components/identity-projects-card.tsx";
import { TokenAuthCard } from "#features/token-auth/components/token-auth-card.tsx";
import { UniversalAuthCard } from "#features/universal-auth/components/universal-auth-card.tsx";
import { onDemand } from "#lib/on-demand.tsx";

const AttachTokenAuthSheet = onDemand(
  async () => (await import("#features/token-auth/components/attach-token-auth-sheet.tsx")).AttachTokenAuthSheet,
);
const AttachUniversalAuthSheet = onDemand(
  async () =>
    (await import("#features/universal-auth/components/attach-universal-auth-sheet.tsx")).AttachUniversalAuthSheet,
);

export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId/_tabs/")({
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
