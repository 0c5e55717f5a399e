import { UpdateSecretInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormSheet } from "#components/form-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { MaskedSecret, SecretPlace } from "#features/secrets/components/secret-scope.ts";
import { useReveal } from "#features/secrets/hooks/use-reveal.ts";
import { describeError } from "#lib/errors.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface UpdateSecretSheetProps {
  place: SecretPlace;
  secret: MaskedSecret;
  canRead: boolean;
  onClose: () => void;
}

/** The value is asked for only when it is to be changed, so that correcting a comment reads no secret. */
export function UpdateSecretSheet({ place, secret, canRead, onClose }: UpdateSecretSheetProps) {
  const form = useZodForm(UpdateSecretInput, {
    ...place,
    key: secret.key,
    newKey: secret.key,
    comment: secret.comment,
    expectedVersion: secret.version,
  });
  const update = useMutation(trpc.secret.update.mutationOptions());
  const { reveal, isPending } = useReveal(place, secret.key);
  const [isChangingValue, setChangingValue] = useState(false);
  const { errors } = form.formState;

  async function changeValue(): Promise<void> {
    try {
      form.setValue("value", canRead ? await reveal() : "");
      setChangingValue(true);
    } catch (error) {
      toast.error("The value could not be read", describeError(error).message);
    }
  }

  async function submit(values: UpdateSecretInput): Promise<void> {
    await update.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.secret.pathFilter());
    toast.success("Secret saved");
  }

  return (
    <FormSheet
      isOpen
      onOpenChange={onClose}
      title={`Edit ${secret.key}`}
      form={form}
      onSubmit={submit}
      submitLabel="Save changes"
    >
      <Field label="Key" help="Pods that read the old key stop getting it." error={errors.newKey?.message}>
        <Input {...form.register("newKey")} spellCheck={false} className="font-mono" />
      </Field>
      {isChangingValue ? (
        <Field label="Value" help="Kept as typed, line breaks included." error={errors.value?.message}>
          <Textarea {...form.register("value")} className="min-h-28! font-mono" />
        </Field>
      ) : (
        <div className="flex flex-col items-start gap-1">
          <p className="font-medium">Value</p>
          <Button isPending={isPending} onClick={changeValue}>
            Change value
          </Button>
        </div>
      )}
      <Field label="Comment" isOptional error={errors.comment?.message}>
        <Textarea {...form.register("comment")} />
      </Field>
    </FormSheet>
  );
}
