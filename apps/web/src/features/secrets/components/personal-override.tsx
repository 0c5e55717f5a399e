import { SetSecretOverrideInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import { PersonalValue } from "#features/secrets/components/masked-value.tsx";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

/** A value of one's own beside the shared one. */
export function PersonalOverride({ secret, isSet }: { secret: MaskedSecret; isSet: boolean }) {
  const [savedCount, setSavedCount] = useState(0);
  const [isRemoving, setRemoving] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        Counts for you alone, where you read secrets as yourself. Pods and colleagues go on reading the shared value,
        and nobody else can see yours.
      </p>
      {isSet && (
        <div className="flex flex-col items-start gap-1.5">
          <p className="font-medium">Your value</p>
          <PersonalValue key={savedCount} place={placeOf(secret)} secretKey={secret.key} canRead />
          <Button size="sm" onClick={() => setRemoving(true)}>
            Remove your value
          </Button>
        </div>
      )}
      <OverrideForm
        key={`${isSet} ${savedCount}`}
        secret={secret}
        isSet={isSet}
        onSaved={() => setSavedCount(savedCount + 1)}
      />
      {isRemoving && <RemoveDialog secret={secret} onClose={() => setRemoving(false)} />}
    </div>
  );
}

interface OverrideFormProps {
  secret: MaskedSecret;
  isSet: boolean;
  onSaved: () => void;
}

function OverrideForm({ secret, isSet, onSaved }: OverrideFormProps) {
  const form = useZodForm(SetSecretOverrideInput, { ...placeOf(secret), key: secret.key, value: "" });
  const set = useMutation(trpc.secret.setOverride.mutationOptions({ gcTime: 0 }));
  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    await set.mutateAsync(values);
    await refreshSecrets();
    toast.success("Your value is saved");
    onSaved();
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-3">
      <Field label={isSet ? "New value of yours" : "Your value"} error={form.formState.errors.value?.message}>
        <Textarea {...form.register("value")} className="min-h-20! font-mono" />
      </Field>
      <FormError error={error} />
      <div>
        <SubmitButton isPending={form.formState.isSubmitting}>
          {isSet ? "Replace your value" : "Save your value"}
        </SubmitButton>
      </div>
    </form>
  );
}

function RemoveDialog({ secret, onClose }: { secret: MaskedSecret; onClose: () => void }) {
  const remove = useMutation(trpc.secret.deleteOverride.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ ...placeOf(secret), key: secret.key });
    await refreshSecrets();
    toast.success("Your value is removed");
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title="Remove your value?"
      consequence={`The shared value of ${secret.key} counts for you again. Yours cannot be had back.`}
      actionLabel="Remove"
      onConfirm={confirm}
    />
  );
}
