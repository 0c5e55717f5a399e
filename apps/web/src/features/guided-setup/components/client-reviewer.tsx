import { applyLine, clientBinding, mayReviewLine, type ServiceAccountRef } from "@podpass/contracts";
import { CodeBlock } from "#components/code-block.tsx";
import { CommandLine } from "#components/command-line.tsx";
import { ApplicationNames } from "#features/guided-setup/components/application-names.tsx";
import { ClusterLines } from "#features/guided-setup/components/cluster-lines.tsx";
import { NamesMissing } from "#features/guided-setup/components/names-missing.tsx";
import { Instruction } from "#features/guided-setup/components/step-section.tsx";
import { readApplication } from "#features/guided-setup/lib/application.ts";
import type { SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";

interface ClientReviewerProps {
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
}

/** The guide's option 2: every application's service account may review its own JWT. */
export function ClientReviewer({ draft, onDraftChange }: ClientReviewerProps) {
  const application = readApplication(draft);
  return (
    <>
      <ApplicationNames draft={draft} onDraftChange={onDraftChange} />
      {application ? <Instructions application={application} /> : <NamesMissing />}
    </>
  );
}

function Instructions({ application }: { application: ServiceAccountRef }) {
  const binding = clientBinding(application);
  return (
    <>
      <Instruction title="1.1 Let the application review its own JWT">
        <CodeBlock fileName={binding.fileName} text={binding.yaml} />
        <CommandLine line={applyLine(binding.fileName)} label={`the line that applies ${binding.fileName}`} />
        <p className="text-[0.8125rem] text-muted">Once for each service account that is to log in.</p>
      </Instruction>
      <Instruction title="1.2 Check its right">
        <CommandLine line={mayReviewLine(application)} label="the line that checks the right" />
        <p className="text-[0.8125rem] text-muted">Answers “yes”.</p>
      </Instruction>
      <Instruction title="1.3 Read what Kubernetes Auth will ask for">
        <ClusterLines namespace={application.namespace} />
      </Instruction>
    </>
  );
}
