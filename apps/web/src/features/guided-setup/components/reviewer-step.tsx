import { StepActions } from "#components/step-actions.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { ClientReviewer } from "#features/guided-setup/components/client-reviewer.tsx";
import { NextLink } from "#features/guided-setup/components/step-links.tsx";
import { StepSection } from "#features/guided-setup/components/step-section.tsx";
import { StoredReviewer } from "#features/guided-setup/components/stored-reviewer.tsx";
import type { SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";
import type { SetupReviewer } from "#features/guided-setup/lib/setup-search.ts";

const TABS = [
  { value: "stored", label: "Option 1: a reviewer of its own" },
  { value: "client", label: "Option 2: the client's own JWT" },
] as const;

const WHEN = {
  stored:
    "Choose it for most clusters: one service account may review tokens, and the applications' accounts stay as they are.",
  client:
    "Choose it to store nothing long-lived: each application's service account reviews its own JWT, and needs a right for it.",
} as const satisfies Record<SetupReviewer, string>;

interface ReviewerStepProps {
  reviewer: SetupReviewer;
  onReviewerChange: (reviewer: SetupReviewer) => void;
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
}

/** The guide's step 1: who asks the cluster about a pod's JWT. */
export function ReviewerStep({ reviewer, onReviewerChange, draft, onDraftChange }: ReviewerStepProps) {
  const Option = reviewer === "stored" ? StoredReviewer : ClientReviewer;
  return (
    <StepSection
      title="Let Podpass ask your cluster"
      purpose="Podpass checks every pod's JWT with your cluster's TokenReview API. Somebody must be allowed to ask."
    >
      <Tabs label="Who reviews the tokens" tabs={TABS} value={reviewer} onValueChange={onReviewerChange}>
        <div className="flex min-w-0 flex-col gap-6">
          <p className="text-muted">{WHEN[reviewer]}</p>
          <Option draft={draft} onDraftChange={onDraftChange} />
        </div>
      </Tabs>
      <StepActions>
        <p className="text-[0.8125rem] text-muted">Nothing here is sent to Podpass: you apply it with kubectl.</p>
        <NextLink to="identity">Continue</NextLink>
      </StepActions>
    </StepSection>
  );
}
