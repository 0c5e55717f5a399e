import { NamespaceName } from "@podpass/contracts";
import { NameInput } from "#features/guided-setup/components/name-input.tsx";
import { ServiceAccountName } from "#features/guided-setup/lib/application.ts";
import type { SetupDraft } from "#features/guided-setup/lib/setup-memory.ts";

interface ApplicationNamesProps {
  draft: SetupDraft;
  onDraftChange: (change: Partial<SetupDraft>) => void;
}

/** Which service account the application's pods run as. */
export function ApplicationNames({ draft, onDraftChange }: ApplicationNamesProps) {
  const { applicationName, applicationNamespace } = draft;

  // Both at once: the other one may have been taken from Kubernetes Auth and never been typed.
  function change(names: Partial<Pick<SetupDraft, "applicationName" | "applicationNamespace">>): void {
    onDraftChange({ applicationName, applicationNamespace, ...names });
  }

  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NameInput
        label="Application's service account"
        schema={ServiceAccountName}
        value={applicationName}
        onValueChange={(name) => change({ applicationName: name })}
        placeholder="web"
      />
      <NameInput
        label="Its namespace"
        schema={NamespaceName}
        value={applicationNamespace}
        onValueChange={(namespace) => change({ applicationNamespace: namespace })}
        placeholder="shop"
      />
    </div>
  );
}
