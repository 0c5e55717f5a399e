import { parseAllowList } from "@podpass/contracts";
import type { ReactNode } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { toast } from "#components/ui/toast.tsx";
import { CodeStep } from "#features/guided-setup/components/code-step.tsx";
import { FirstLoginStep } from "#features/guided-setup/components/first-login-step.tsx";
import { ReviewerStep } from "#features/guided-setup/components/reviewer-step.tsx";
import { BackLink, NextLink } from "#features/guided-setup/components/step-links.tsx";
import { StepSection } from "#features/guided-setup/components/step-section.tsx";
import type { SetupRecords } from "#features/guided-setup/hooks/use-setup-records.ts";
import { namesInAllowLists } from "#features/guided-setup/lib/application.ts";
import type { SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";
import type { SetupReviewer, SetupSearch } from "#features/guided-setup/lib/setup-search.ts";
import { missingBefore, SETUP_STEP_TITLES, type SetupStep } from "#features/guided-setup/lib/setup-steps.ts";

/** What other features show in their steps; the route puts them together. */
export interface SetupStepViews {
  identity: (props: IdentityViewProps) => ReactNode;
  kubernetesAuth: (props: KubernetesAuthViewProps) => ReactNode;
  project: (props: ProjectViewProps) => ReactNode;
}

interface Links {
  back: ReactNode;
  next: ReactNode;
}

interface IdentityViewProps extends Links {
  identity: SetupRecords["identity"];
  typed: { name: string; role: string };
  onType: (change: { name?: string; role?: string }) => void;
  onChoose: (identityId: string) => Promise<void>;
  onChooseAnother: () => void;
}

interface KubernetesAuthViewProps extends Links {
  identityId: string;
  present: SetupRecords["kubernetesAuth"];
  isEditing: boolean;
  onEdit: () => void;
  onSaved: (message: string) => Promise<void>;
  kept: {
    suggested: { reviewerMode: SetupReviewer; allowedNames: string; allowedNamespaces: string };
    values: Record<string, unknown>;
    onChange: (values: Record<string, unknown>) => void;
  };
}

interface ProjectViewProps extends Links {
  identity: { id: string; name: string };
  project: SetupRecords["project"];
  membership: SetupRecords["membership"];
  typedName: string;
  onTypeName: (name: string) => void;
  onChoose: (projectId: string) => Promise<void>;
  onChooseAnother: () => void;
  onAdded: () => Promise<void>;
}

interface SetupStepContentProps {
  step: SetupStep;
  search: SetupSearch;
  onGo: (search: Partial<SetupSearch>, step?: SetupStep) => Promise<void>;
  records: SetupRecords;
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
  views: SetupStepViews;
}

/** The open step; one that cannot be done yet says what comes before it. */
export function SetupStepContent(props: SetupStepContentProps) {
  const { step, search, onGo, records, draft, onDraftChange } = props;
  const missing = missingBefore(step, records.progress);
  if (missing) return <TooEarly missing={missing} />;
  switch (step) {
    case "reviewer":
      return (
        <ReviewerStep
          reviewer={search.reviewer ?? "stored"}
          onReviewerChange={(reviewer) => onGo({ reviewer })}
          draft={draft}
          onDraftChange={onDraftChange}
        />
      );
    case "identity":
      return <IdentityStep {...props} />;
    case "kubernetes-auth":
      return <KubernetesAuthStep {...props} />;
    case "project":
      return <ProjectStep {...props} />;
    case "code":
      return <PodStep {...props} />;
    case "first-login":
      return <LoginStep {...props} />;
    default:
      return step satisfies never;
  }
}

function TooEarly({ missing }: { missing: SetupStep }) {
  return (
    <EmptyState
      text={`This step builds on another one: ${SETUP_STEP_TITLES[missing]}.`}
      action={<NextLink to={missing}>{`Go to ${SETUP_STEP_TITLES[missing]}`}</NextLink>}
    />
  );
}

function IdentityStep({ onGo, records, draft, onDraftChange, views }: SetupStepContentProps) {
  return (
    <StepSection
      title="Choose who the pod logs in as"
      purpose="An identity is what Podpass knows a program by. Its access to secrets comes from projects, later."
    >
      {views.identity({
        identity: records.identity,
        typed: { name: draft.identityName, role: draft.identityRole },
        onType: ({ name = draft.identityName, role = draft.identityRole }) =>
          onDraftChange({ identityName: name, identityRole: role }),
        onChoose: (identityId) => onGo({ identityId }, "kubernetes-auth"),
        onChooseAnother: () => void onGo({ identityId: undefined }),
        back: <BackLink to="reviewer" />,
        next: <NextLink to="kubernetes-auth">Continue</NextLink>,
      })}
    </StepSection>
  );
}

function KubernetesAuthStep({ search, onGo, records, draft, onDraftChange, views }: SetupStepContentProps) {
  const { identity, kubernetesAuth } = records;
  if (!identity) return null;

  async function leave(message: string): Promise<void> {
    await onGo({ isEditing: undefined }, records.progress.isInProject ? "first-login" : "project");
    // It is on the server now.
    onDraftChange({ kubernetesAuth: {} });
    toast.success(message);
  }

  return (
    <StepSection
      title={`Say which pods log in as ${identity.name}`}
      purpose="Which cluster vouches for them, who reviews their JWTs, and which service accounts are let in."
    >
      {views.kubernetesAuth({
        identityId: identity.id,
        present: kubernetesAuth,
        isEditing: search.isEditing ?? false,
        onEdit: () => void onGo({ isEditing: true }),
        onSaved: leave,
        kept: {
          suggested: {
            reviewerMode: search.reviewer ?? "stored",
            allowedNames: draft.applicationName,
            allowedNamespaces: draft.applicationNamespace,
          },
          values: draft.kubernetesAuth,
          onChange: (values) => onDraftChange({ kubernetesAuth: values }),
        },
        back: <BackLink to="identity" />,
        next: <NextLink to="project">Continue</NextLink>,
      })}
    </StepSection>
  );
}

function ProjectStep({ onGo, records, draft, onDraftChange, views }: SetupStepContentProps) {
  const { identity, project, membership } = records;
  if (!identity) return null;
  return (
    <StepSection
      title={`Choose what ${identity.name} may read`}
      purpose="A project holds secrets by environment. As a Viewer of it, the identity reads them."
    >
      {views.project({
        identity,
        project,
        membership,
        typedName: draft.projectName,
        onTypeName: (projectName) => onDraftChange({ projectName }),
        onChoose: (projectId) => onGo({ projectId }),
        onChooseAnother: () => void onGo({ projectId: undefined, environment: undefined }),
        onAdded: () => onGo({}, "code"),
        back: <BackLink to="kubernetes-auth" />,
        next: <NextLink to="code">Continue</NextLink>,
      })}
    </StepSection>
  );
}

function PodStep({ search, onGo, records, draft, onDraftChange }: SetupStepContentProps) {
  const { identity, project, kubernetesAuth } = records;
  if (!identity || !project) return null;
  return (
    <CodeStep
      identityId={identity.id}
      project={project}
      audience={audienceOf(kubernetesAuth)}
      draft={withNames(draft, kubernetesAuth)}
      onDraftChange={onDraftChange}
      search={search}
      onSearchChange={(change) => void onGo(change)}
    />
  );
}

function LoginStep({ onGo, records, draft, onDraftChange }: SetupStepContentProps) {
  const { identity, kubernetesAuth } = records;
  if (!identity || !kubernetesAuth) return null;
  return (
    <FirstLoginStep
      identity={identity}
      project={records.project}
      audience={audienceOf(kubernetesAuth)}
      draft={withNames(draft, kubernetesAuth)}
      onDraftChange={onDraftChange}
      onMend={() => void onGo({ isEditing: true }, "kubernetes-auth")}
    />
  );
}

/** In a browser where no names were typed, those that Kubernetes Auth lets in. */
function withNames(draft: SetupDraft, kubernetesAuth: SetupRecords["kubernetesAuth"]): SetupDraft {
  const isTyped = draft.applicationName !== "" || draft.applicationNamespace !== "";
  return isTyped || !kubernetesAuth ? draft : { ...draft, ...namesInAllowLists(kubernetesAuth) };
}

/** What the pod's JWT is to be issued for: any one of those allowed will do. */
function audienceOf(kubernetesAuth: SetupRecords["kubernetesAuth"]): string {
  return parseAllowList(kubernetesAuth?.allowedAudience ?? "")[0] ?? "";
}
