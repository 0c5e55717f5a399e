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
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NameInput
        label="Application's service account"
        schema={ServiceAccountName}
        value={draft.applicationName}
        onValueChange={(applicationName) => onDraftChange({ applicationName })}
        placeholder="web"
      />
      <NameInput
        label="Its namespace"
        schema={NamespaceName}
        value={draft.applicationNamespace}
        onValueChange={(applicationNamespace) => onDraftChange({ applicationNamespace })}
        placeholder="shop"
      />
    </div>
  );
}
