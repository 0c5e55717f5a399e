import type { ReactNode } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SetupStepContent, type SetupStepViews } from "#features/guided-setup/components/setup-step-content.tsx";
import { StepList } from "#features/guided-setup/components/step-list.tsx";
import { useSetupMemory } from "#features/guided-setup/hooks/use-setup-memory.ts";
import { useSetupRecords } from "#features/guided-setup/hooks/use-setup-records.ts";
import type { SetupSearch } from "#features/guided-setup/lib/setup-search.ts";
import { SETUP_STEP_TITLES, type SetupStep } from "#features/guided-setup/lib/setup-steps.ts";
import { useCan } from "#lib/can.ts";
import { canSetUp } from "#lib/can-set-up.ts";
import { useSession } from "#lib/session.ts";

export interface GuidedSetupPageProps {
  step: SetupStep;
  search: SetupSearch;
  /** Changes the URL of this step, or goes to another one. Saved input is not asked about. */
  onGo: (search: Partial<SetupSearch>, step?: SetupStep) => Promise<void>;
  views: SetupStepViews;
}

/** The guide's whole path: from a cluster that knows nothing of Podpass to a pod that has logged in. */
export function GuidedSetupPage(props: GuidedSetupPageProps) {
  const isAllowed = canSetUp(useCan());
  return (
    <Page>
      {isAllowed ? (
        <Wizard {...props} />
      ) : (
        <>
          <SetupHeader title="Guided setup" />
          <EmptyState
            text="Your role does not let you set up how identities log in."
            action={<LinkButton to="/projects">Go to the projects</LinkButton>}
          />
        </>
      )}
    </Page>
  );
}

function Wizard({ step, search, onGo, views }: GuidedSetupPageProps) {
  const { organization } = useSession();
  const memory = useSetupMemory(organization.id, step, search);
  const state = useSetupRecords(search);

  async function startOver(): Promise<void> {
    await onGo(
      { reviewer: undefined, identityId: undefined, projectId: undefined, environment: undefined },
      "reviewer",
    );
    memory.startOver();
  }

  return (
    <>
      <SetupHeader
        title={`${SETUP_STEP_TITLES[step]} · Guided setup`}
        actions={
          <Button variant="ghost" onClick={startOver}>
            Start over
          </Button>
        }
      />
      {state.status === "error" ? (
        <ErrorState title="The setup could not be loaded" error={state.error} onRetry={state.retry} />
      ) : state.status === "pending" ? (
        <StepSkeleton />
      ) : (
        <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-10">
          <StepList current={step} progress={state.records.progress} />
          <SetupStepContent step={step} search={search} onGo={onGo} records={state.records} {...memory} views={views} />
        </div>
      )}
    </>
  );
}

function SetupHeader({ title, actions }: { title: string; actions?: ReactNode }) {
  return (
    <PageHeader
      title="Guided setup"
      documentTitle={title}
      purpose="From your cluster to a pod that reads its secrets."
      actions={actions}
    />
  );
}

function StepSkeleton() {
  return (
    <div role="status" className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-10">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-8! w-full lg:h-52!" />
      <Skeleton className="h-96! w-full max-w-3xl rounded-md!" />
    </div>
  );
}
