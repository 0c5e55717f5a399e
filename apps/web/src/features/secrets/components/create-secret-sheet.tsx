import { CreateSecretInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormSheet } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { SecretPlace } from "#features/secrets/components/secret-scope.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export function CreateSecretSheet({ place, onClose }: { place: SecretPlace; onClose: () => void }) {
  const form = useZodForm(CreateSecretInput, { ...place, key: "", value: "", comment: "" });
  const create = useMutation(trpc.secret.create.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: CreateSecretInput): Promise<void> {
    await create.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.secret.pathFilter());
    toast.success(`Secret ${values.key} added`);
  }

  return (
    <FormSheet isOpen onOpenChange={onClose} title="Add secret" form={form} onSubmit={submit} submitLabel="Add secret">
      <Field label="Key" help="The name pods read it by, such as DATABASE_URL." error={errors.key?.message}>
        <Input {...form.register("key")} spellCheck={false} className="font-mono" />
      </Field>
      <Field label="Value" help="Kept as typed, line breaks included." error={errors.value?.message}>
        <Textarea {...form.register("value")} className="min-h-28! font-mono" />
      </Field>
      <Field label="Comment" isOptional error={errors.comment?.message}>
        <Textarea {...form.register("comment")} />
      </Field>
    </FormSheet>
  );
}
