import { applyLine, PodpassUrl, workloadManifest } from "@podpass/contracts";
import { CodeBlock } from "#components/code-block.tsx";
import { CommandLine } from "#components/command-line.tsx";
import { StepActions } from "#components/step-actions.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { ApplicationNames } from "#features/guided-setup/components/application-names.tsx";
import { CodeSamples } from "#features/guided-setup/components/code-samples.tsx";
import { NameInput } from "#features/guided-setup/components/name-input.tsx";
import { NamesMissing } from "#features/guided-setup/components/names-missing.tsx";
import { BackLink, NextLink } from "#features/guided-setup/components/step-links.tsx";
import { Instruction, StepSection } from "#features/guided-setup/components/step-section.tsx";
import type { SetupRecords } from "#features/guided-setup/hooks/use-setup-records.ts";
import { readApplication } from "#features/guided-setup/lib/application.ts";
import { podpassUrlOf, type SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";
import type { SetupSearch } from "#features/guided-setup/lib/setup-search.ts";

interface CodeStepProps {
  identityId: string;
  project: NonNullable<SetupRecords["project"]>;
  /** What the pod's JWT must be issued for; empty: the API server's own. */
  audience: string;
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
  search: SetupSearch;
  onSearchChange: (change: Partial<SetupSearch>) => void;
}

/** The guide's step 4: what the pod needs, with everything filled in. */
export function CodeStep(props: CodeStepProps) {
  const { identityId, project, audience, draft, onDraftChange, search, onSearchChange } = props;
  const application = readApplication(draft);
  const url = PodpassUrl.safeParse(podpassUrlOf(draft));
  const environments = project.environments.map(({ slug, name }) => ({ value: slug, label: name }));
  const environment = environments.find(({ value }) => value === search.environment) ?? environments.at(-1);
  const workload = application && workloadManifest(application, audience);
  return (
    <StepSection
      title="Give the pod its part"
      purpose="A JWT for Podpass in the pod, and the few lines that trade it for the project's secrets."
    >
      <Instruction title="5.1 The pod's JWT">
        <p className="text-muted">
          Run the pod as the service account that Kubernetes Auth lets in, with a JWT of its own in a file. In a
          workload you have already, add the lines about the service account and the volume.
        </p>
        <ApplicationNames draft={draft} onDraftChange={onDraftChange} />
        {workload ? (
          <>
            <CodeBlock fileName={workload.fileName} text={workload.yaml} />
            <CommandLine line={applyLine(workload.fileName)} label={`the line that applies ${workload.fileName}`} />
          </>
        ) : (
          <NamesMissing />
        )}
      </Instruction>
      <Instruction title="5.2 The code">
        <div className="grid gap-4 sm:grid-cols-2">
          <NameInput
            label="Podpass, as pods reach it"
            schema={PodpassUrl}
            value={podpassUrlOf(draft)}
            onValueChange={(podpassUrl) => onDraftChange({ podpassUrl })}
          />
          <Field label="Environment" isButtonControl>
            <Select
              options={environments}
              value={environment?.value ?? null}
              onValueChange={(slug) => onSearchChange({ environment: slug })}
            />
          </Field>
        </div>
        {url.success && environment ? (
          <CodeSamples
            language={search.language ?? "curl"}
            onLanguageChange={(language) => onSearchChange({ language })}
            input={{ url: url.data, identityId, projectId: project.id, environment: environment.value }}
            namespace={application?.namespace}
          />
        ) : (
          <p className="text-muted">Give the address of Podpass and an environment to see the code.</p>
        )}
      </Instruction>
      <StepActions>
        <BackLink to="project" />
        <NextLink to="first-login">Continue</NextLink>
      </StepActions>
    </StepSection>
  );
}
