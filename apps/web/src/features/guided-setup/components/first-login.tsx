import { LOGIN_REASON_TITLES } from "@podpass/contracts";
import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { CheckList } from "#components/check-list/check-list.tsx";
import { CopyableId } from "#components/copyable-id.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import type { FirstLoginState } from "#features/guided-setup/hooks/use-first-login.ts";
import type { SetupRecords } from "#features/guided-setup/hooks/use-setup-records.ts";
import { cn } from "#lib/cn.ts";

interface FirstLoginProps {
  state: FirstLoginState;
  identity: NonNullable<SetupRecords["identity"]>;
  project: SetupRecords["project"];
  onMend: () => void;
}

/** What came of the newest login, as it happens. */
export function FirstLogin({ state, identity, project, onMend }: FirstLoginProps) {
  switch (state.status) {
    case "waiting":
      return (
        <Verdict tone="waiting" title={`Waiting for ${identity.name} to log in`}>
          This page looks every two seconds and turns green by itself.
        </Verdict>
      );
    case "accepted":
      return <LetIn state={state} identity={identity} project={project} />;
    case "refused":
      return <Refused attempt={state.attempt} onMend={onMend} />;
    case "error":
      return <ErrorState title="The logins could not be loaded" error={state.error} onRetry={state.retry} />;
    default:
      return state satisfies never;
  }
}

type LetInProps = Omit<FirstLoginProps, "state" | "onMend"> & { state: FirstLoginState & { status: "accepted" } };

function LetIn({ state: { at, attempt }, identity, project }: LetInProps) {
  const serviceAccount = attempt?.serviceAccount;
  return (
    <>
      <Verdict tone="good" title={`${identity.name} is in`}>
        {serviceAccount && (
          <>
            Service account <Code>{serviceAccount.name}</Code> of namespace <Code>{serviceAccount.namespace}</Code>
            {attempt.podName && (
              <>
                , pod <Code>{attempt.podName}</Code>,
              </>
            )}{" "}
            logged in{" "}
          </>
        )}
        {!serviceAccount && "Logged in "}
        <RelativeTime at={at} />. The way from your cluster to Podpass works.
      </Verdict>
      <div className="flex flex-wrap gap-2">
        {project && (
          <LinkButton variant="primary" to="/projects/$projectId/secrets" params={{ projectId: project.id }}>
            Go to the secrets of {project.name}
          </LinkButton>
        )}
        <LinkButton to="/access-control/identities/$identityId" params={{ identityId: identity.id }}>
          Open {identity.name}
        </LinkButton>
      </div>
    </>
  );
}

type RefusedProps = Pick<FirstLoginState & { status: "refused" }, "attempt"> & Pick<FirstLoginProps, "onMend">;

function Refused({ attempt, onMend }: RefusedProps) {
  const titles: Record<string, string> = LOGIN_REASON_TITLES;
  return (
    <Verdict tone="bad" title="The last login was refused">
      <p>
        <RelativeTime at={attempt.occurredAt} />, from {attempt.ipAddress}. Mend what failed and let the pod try again:
        this page turns green by itself.
      </p>
      <div className="mt-3 flex flex-col gap-3 text-ink">
        <CheckList
          label="Checks of this login"
          checks={attempt.checks}
          titles={Object.fromEntries(attempt.checks.map(({ name }) => [name, titles[name] ?? name]))}
          onFieldChosen={onMend}
        />
        <p className="flex flex-wrap items-center gap-1 text-[0.8125rem] text-muted">
          Request <CopyableId id={attempt.requestId} label="request id" />
        </p>
      </div>
    </Verdict>
  );
}

const LOOKS = {
  waiting: { icon: LoaderCircle, iconClass: "animate-spin text-accent-text", boxClass: "" },
  good: { icon: CircleCheck, iconClass: "text-good", boxClass: "border-good bg-good-soft" },
  bad: { icon: CircleX, iconClass: "text-bad", boxClass: "border-bad" },
} as const;

interface VerdictProps {
  tone: keyof typeof LOOKS;
  title: string;
  children: ReactNode;
}

function Verdict({ tone, title, children }: VerdictProps) {
  const { icon: Icon, iconClass, boxClass } = LOOKS[tone];
  return (
    <div className={cn("flex min-w-0 gap-3 rounded-md border p-4", boxClass)}>
      <Icon aria-hidden className={cn("size-6 shrink-0", iconClass)} />
      <div className="min-w-0 flex-1">
        <p role="status" className="font-semibold text-base">
          {title}
        </p>
        <div className={tone === "good" ? "" : "text-muted"}>{children}</div>
      </div>
    </div>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.8125rem]">{children}</code>;
}
