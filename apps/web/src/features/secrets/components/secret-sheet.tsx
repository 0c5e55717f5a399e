import { useQuery } from "@tanstack/react-query";
import { DiscardDialog } from "#components/discard-dialog.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DialogBody } from "#components/ui/dialog.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { PersonalOverride } from "#features/secrets/components/personal-override.tsx";
import { SecretDetails } from "#features/secrets/components/secret-details.tsx";
import { SecretEdit } from "#features/secrets/components/secret-edit.tsx";
import { SecretHistory } from "#features/secrets/components/secret-history.tsx";
import { SecretReferences } from "#features/secrets/components/secret-references.tsx";
import { useSecretEditor } from "#features/secrets/hooks/use-secret-editor.ts";
import { useSecretRights } from "#features/secrets/hooks/use-secret-rights.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import type { OnSearchChange, SecretView } from "#features/secrets/lib/secrets-search.ts";
import { trpc } from "#lib/trpc.ts";
import { useUnsavedGuard } from "#lib/use-unsaved-guard.ts";

interface SecretSheetProps {
  secret: MaskedSecret;
  view: SecretView;
  onSearchChange: OnSearchChange;
}

/** Everything about one secret. What was typed stays while its tabs are looked through. */
export function SecretSheet({ secret, view, onSearchChange }: SecretSheetProps) {
  const rights = useSecretRights(secret.projectId)(secret);
  const editor = useSecretEditor(secret, rights.canRead);
  const guard = useUnsavedGuard(editor.form.formState.isDirty, "secret");
  const overrides = useQuery(trpc.secret.listOverrides.queryOptions(placeOf(secret), { enabled: rights.canRead }));
  const isOverridden = overrides.data?.keys.includes(secret.key) ?? false;
  const tabs: { value: SecretView; label: string }[] = [
    { value: "edit", label: rights.canEdit ? "Edit" : "Details" },
    ...(rights.canRead
      ? [
          { value: "references" as const, label: "References" },
          { value: "personal" as const, label: "Your value" },
        ]
      : []),
    { value: "history", label: "History" },
  ];
  const current = tabs.find(({ value }) => value === view)?.value ?? "edit";
  return (
    <Sheet
      isOpen
      onOpenChange={() => onSearchChange({ secret: undefined, view: undefined })}
      title={<span className="break-all font-mono">{secret.key}</span>}
      description={
        <>
          {secret.environment}:{secret.secretPath} · version {secret.version}{" "}
          {isOverridden && <Badge tone="accent">You have a value of your own</Badge>}
        </>
      }
    >
      <DialogBody>
        <Tabs
          label="About this secret"
          tabs={tabs}
          value={current}
          onValueChange={(next) => onSearchChange({ view: next === "edit" ? undefined : next })}
        >
          {current === "edit" &&
            (rights.canEdit ? (
              <SecretEdit editor={editor} canRead={rights.canRead} />
            ) : (
              <SecretDetails secret={secret} canRead={rights.canRead} />
            ))}
          {current === "references" && <SecretReferences key={secret.version} secret={secret} />}
          {current === "personal" && <PersonalOverride secret={secret} isSet={isOverridden} />}
          {current === "history" && <SecretHistory secret={secret} rights={rights} />}
        </Tabs>
      </DialogBody>
      <DiscardDialog isOpen={guard.isAsking} onStay={guard.stay} onDiscard={guard.leave} />
    </Sheet>
  );
}
