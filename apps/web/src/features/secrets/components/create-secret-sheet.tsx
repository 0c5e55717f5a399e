import { CreateSecretInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormProvider } from "react-hook-form";
import { FormSheet } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { SecretNotesFields, ValueField } from "#features/secrets/components/secret-fields.tsx";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

export function CreateSecretSheet({ place, onClose }: { place: SecretPlace; onClose: () => void }) {
  const form = useZodForm(CreateSecretInput, {
    ...place,
    key: "",
    value: "",
    comment: "",
    tagIds: [],
    metadata: [],
  });
  const create = useMutation(trpc.secret.create.mutationOptions({ gcTime: 0 }));

  async function submit(values: CreateSecretInput): Promise<void> {
    await create.mutateAsync(values);
    await refreshSecrets();
    toast.success(`Secret ${values.key} added`);
  }

  return (
    <FormProvider {...form}>
      <FormSheet
        isOpen
        onOpenChange={onClose}
        title="Add secret"
        description={`In ${place.environment}, folder ${place.secretPath}`}
        form={form}
        onSubmit={submit}
        submitLabel="Add secret"
      >
        <Field
          label="Key"
          help="The name pods read it by, such as DATABASE_URL."
          error={form.formState.errors.key?.message}
        >
          <Input {...form.register("key")} spellCheck={false} className="font-mono" />
        </Field>
        <ValueField />
        <SecretNotesFields />
      </FormSheet>
    </FormProvider>
  );
}
