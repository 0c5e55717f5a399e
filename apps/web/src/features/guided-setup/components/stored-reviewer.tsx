import {
  applyLine,
  inOneFile,
  linkTokenLine,
  type Manifest,
  mayReviewLine,
  NamespaceName,
  ReviewerName,
  readTokenLine,
  reviewerBinding,
  reviewerServiceAccount,
  reviewerToken,
  type ServiceAccountRef,
} from "@podpass/contracts";
import { CodeBlock } from "#components/code-block.tsx";
import { CommandLine } from "#components/command-line.tsx";
import { ClusterLines } from "#features/guided-setup/components/cluster-lines.tsx";
import { NameInput } from "#features/guided-setup/components/name-input.tsx";
import { NamesMissing } from "#features/guided-setup/components/names-missing.tsx";
import { Instruction } from "#features/guided-setup/components/step-section.tsx";
import type { SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";

interface StoredReviewerProps {
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
}

/** The guide's option 1: one service account reviews for all, with a long-lived JWT. */
export function StoredReviewer({ draft, onDraftChange }: StoredReviewerProps) {
  const name = ReviewerName.safeParse(draft.reviewerName);
  const namespace = NamespaceName.safeParse(draft.reviewerNamespace);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NameInput
          label="Reviewer's service account"
          schema={ReviewerName}
          value={draft.reviewerName}
          onValueChange={(reviewerName) => onDraftChange({ reviewerName })}
        />
        <NameInput
          label="Its namespace"
          schema={NamespaceName}
          value={draft.reviewerNamespace}
          onValueChange={(reviewerNamespace) => onDraftChange({ reviewerNamespace })}
        />
      </div>
      {name.success && namespace.success ? (
        <Instructions reviewer={{ name: name.data, namespace: namespace.data }} />
      ) : (
        <NamesMissing />
      )}
    </>
  );
}

function Instructions({ reviewer }: { reviewer: ServiceAccountRef }) {
  const serviceAccount = reviewerServiceAccount(reviewer);
  const binding = reviewerBinding(reviewer);
  const token = reviewerToken(reviewer);
  const whole = inOneFile("podpass-reviewer.yaml", [serviceAccount, binding, token]);
  return (
    <>
      <Instruction title="1.1 Create the service account">
        <Apply manifest={serviceAccount} />
      </Instruction>
      <Instruction title="1.2 Let it review tokens, and nothing else">
        <Apply manifest={binding} />
      </Instruction>
      <Instruction title="1.3 Have the cluster issue its JWT">
        <Apply manifest={token} />
      </Instruction>
      <Instruction title="1.1 to 1.3 in one file">
        <details>
          <summary className="w-fit cursor-pointer rounded-xs text-accent-text underline underline-offset-2">
            Show {whole.fileName}
          </summary>
          <div className="mt-2 flex flex-col gap-2">
            <Apply manifest={whole} />
          </div>
        </details>
      </Instruction>
      <Instruction title="1.4 Link the JWT to the service account, and check its right">
        <CommandLine line={linkTokenLine(reviewer)} label="the line that links the JWT" />
        <CommandLine line={mayReviewLine(reviewer)} label="the line that checks the right" />
        <p className="text-[0.8125rem] text-muted">The second answers “yes”.</p>
      </Instruction>
      <Instruction title="1.5 Read what Kubernetes Auth will ask for">
        <CommandLine line={readTokenLine(reviewer)} label="the line that prints the reviewer's JWT" />
        <p className="text-[0.8125rem] text-muted">
          Prints the reviewer's JWT. Paste it in step 3 and keep it nowhere else: whoever has it may review tokens.
        </p>
        <ClusterLines namespace={reviewer.namespace} />
      </Instruction>
    </>
  );
}

function Apply({ manifest }: { manifest: Manifest }) {
  return (
    <>
      <CodeBlock fileName={manifest.fileName} text={manifest.yaml} />
      <CommandLine line={applyLine(manifest.fileName)} label={`the line that applies ${manifest.fileName}`} />
    </>
  );
}
