import { PodpassUrl, type ServiceAccountRef, tryLoginLine } from "@podpass/contracts";
import { CommandLine } from "#components/command-line.tsx";
import { StepActions } from "#components/step-actions.tsx";
import { ApplicationNames } from "#features/guided-setup/components/application-names.tsx";
import { FirstLogin } from "#features/guided-setup/components/first-login.tsx";
import { BackLink } from "#features/guided-setup/components/step-links.tsx";
import { Instruction, StepSection } from "#features/guided-setup/components/step-section.tsx";
import { useFirstLogin } from "#features/guided-setup/hooks/use-first-login.ts";
import type { SetupRecords } from "#features/guided-setup/hooks/use-setup-records.ts";
import { readApplication } from "#features/guided-setup/lib/application.ts";
import { podpassUrlOf, type SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";

interface FirstLoginStepProps {
  identity: NonNullable<SetupRecords["identity"]>;
  project: SetupRecords["project"];
  audience: string;
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
  /** Opens the Kubernetes Auth for changes. */
  onMend: () => void;
}

/** The last step: watches for the first login and shows what came of it. */
export function FirstLoginStep({ identity, project, audience, draft, onDraftChange, onMend }: FirstLoginStepProps) {
  const state = useFirstLogin(identity);
  const application = readApplication(draft);
  const url = PodpassUrl.safeParse(podpassUrlOf(draft));
  return (
    <StepSection title="Watch the first login" purpose={`Start the pod. This page sees it log in as ${identity.name}.`}>
      <FirstLogin state={state} identity={identity} project={project} onMend={onMend} />
      {state.status !== "accepted" && (
        <>
          <Instruction title="No pod yet? Log in from here">
            <p className="text-muted">
              Whoever may create tokens in the cluster can stand in for the pod. It prints 200 when it was let in.
            </p>
            {application && url.success ? (
              <TryLogin url={url.data} identityId={identity.id} application={application} audience={audience} />
            ) : (
              <ApplicationNames draft={draft} onDraftChange={onDraftChange} />
            )}
          </Instruction>
          <Instruction title="Nothing happens?">
            <ul className="list-disc pl-5 text-muted">
              <li>
                Does the pod reach Podpass? From within it,{" "}
                <code className="font-mono text-[0.8125rem] text-ink">
                  curl {url.success ? url.data : ""}/api/status
                </code>{" "}
                answers at once.
              </li>
              <li>
                Does it log in as this identity? Its id is{" "}
                <code className="break-all font-mono text-[0.8125rem] text-ink">{identity.id}</code>.
              </li>
            </ul>
          </Instruction>
        </>
      )}
      <StepActions>
        <BackLink to="code" />
      </StepActions>
    </StepSection>
  );
}

interface TryLoginProps {
  url: string;
  identityId: string;
  application: ServiceAccountRef;
  audience: string;
}

function TryLogin(input: TryLoginProps) {
  return <CommandLine line={tryLoginLine(input)} label="the line that logs in" />;
}
