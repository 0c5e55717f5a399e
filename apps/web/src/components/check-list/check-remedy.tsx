import type { LoginRemedy } from "@podpass/contracts";
import { CommandLine } from "#components/command-line.tsx";
import { Button } from "#components/ui/button.tsx";

export type RemedyField = NonNullable<LoginRemedy["field"]>;

const FIELD_LABELS: Record<RemedyField, string> = {
  reviewerMode: "Who reviews the tokens",
  kubernetesHost: "Kubernetes Host",
  tokenReviewerJwt: "Token Reviewer JWT",
  caCertificate: "CA Certificate",
  allowedAudience: "Allowed Audience",
  allowedNamespaces: "Allowed Namespaces",
  allowedNames: "Allowed Service Account Names",
  pinnedServiceAccountUid: "Pinned Service Account UID",
  isPodBindingRequired: "Must be bound to a pod",
  maxJwtAgeSeconds: "Maximum JWT Age",
  accessTokenTrustedIps: "Access Token Trusted IPs",
};

interface CheckRemedyProps {
  remedy: LoginRemedy;
  onFieldChosen: ((field: RemedyField) => void) | undefined;
}

/** What to do about a check that failed: in words, as a line to run, and the way to the field. */
export function CheckRemedy({ remedy: { text, field, command }, onFieldChosen }: CheckRemedyProps) {
  return (
    <div className="flex flex-col items-stretch gap-2">
      <p>
        <span className="font-medium">How to mend it: </span>
        {text}
      </p>
      {command && <CommandLine line={command} label="the command that mends it" />}
      {field && onFieldChosen && (
        <div>
          <Button size="sm" onClick={() => onFieldChosen(field)}>
            Go to {FIELD_LABELS[field]}
          </Button>
        </div>
      )}
    </div>
  );
}
