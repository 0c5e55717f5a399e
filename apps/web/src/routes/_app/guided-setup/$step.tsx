import { createFileRoute, redirect } from "@tanstack/react-router";
import { SetupSearch } from "#features/guided-setup/lib/setup-search.ts";
import { SETUP_STEPS, type SetupStep } from "#features/guided-setup/lib/setup-steps.ts";
import { GuidedSetupPage } from "#features/guided-setup/pages/guided-setup-page.tsx";
import { SetupIdentity } from "#features/identities/components/setup-identity.tsx";
import { SetupKubernetesAuth } from "#features/kubernetes-auth/components/setup-kubernetes-auth.tsx";
import { SetupProject } from "#features/project-membership/components/setup-project.tsx";

export const Route = createFileRoute("/_app/guided-setup/$step")({
  validateSearch: SetupSearch,
  beforeLoad: ({ params }) => {
    if (!knownStep(params.step)) throw redirect({ to: "/guided-setup" });
  },
  component: GuidedSetupRoute,
});

function GuidedSetupRoute() {
  const params = Route.useParams();
  const step = knownStep(params.step) ?? "reviewer";
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <GuidedSetupPage
      step={step}
      search={search}
      onGo={(change, next = step) =>
        navigate({
          to: "/guided-setup/$step",
          params: { step: next },
          search: (old) => ({ ...old, ...change }),
          ignoreBlocker: true,
        })
      }
      views={{
        identity: (props) => <SetupIdentity {...props} />,
        kubernetesAuth: (props) => <SetupKubernetesAuth key={props.identityId} {...props} />,
        project: (props) => <SetupProject key={props.project?.id} {...props} />,
      }}
    />
  );
}

function knownStep(text: string): SetupStep | undefined {
  return SETUP_STEPS.find((step) => step === text);
}
