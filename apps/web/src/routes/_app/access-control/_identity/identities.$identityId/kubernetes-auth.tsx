import { createFileRoute } from "@tanstack/react-router";
import { KubernetesAuthPage } from "#features/kubernetes-auth/pages/kubernetes-auth-page.tsx";

export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId/kubernetes-auth")({
  staticData: { crumb: "Kubernetes Auth" },
  component: KubernetesAuthRoute,
});

function KubernetesAuthRoute() {
  const { identityId } = Route.useParams();
  return <KubernetesAuthPage key={identityId} identityId={identityId} />;
}
