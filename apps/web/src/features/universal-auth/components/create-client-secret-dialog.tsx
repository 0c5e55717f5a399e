import { CreateClientSecretInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { DurationInput } from "#components/duration-input.tsx";
import { FormDialog } from "#components/form-dialog.tsx";
import { NumberInput } from "#components/number-input.tsx";
import { ShownOnceDialog } from "#components/shown-once-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

export type CreatedClientSecret = RouterOutputs["universalAuth"]["createClientSecret"];

interface CreateClientSecretDialogProps {
  identityId: string;
  onClose: () => void;
  /** Receives the value, which is in this answer and nowhere else. */
  onCreated: (created: CreatedClientSecret) => void;
}

export function CreateClientSecretDialog({ identityId, onClose, onCreated }: CreateClientSecretDialogProps) {
  const form = useZodForm(CreateClientSecretInput, { identityId, description: "", ttlSeconds: 0, maxUses: 0 });
  const create = useMutation(trpc.universalAuth.createClientSecret.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: CreateClientSecretInput): Promise<void> {
    onCreated(await create.mutateAsync(values));
    await queryClient.invalidateQueries(trpc.universalAuth.listClientSecrets.pathFilter());
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Create client secret"
      description="Its value is shown once, on the next step."
      form={form}
      onSubmit={submit}
      submitLabel="Create client secret"
    >
      <Field label="Description" help="Where it will be used." isOptional error={errors.description?.message}>
        <Input {...form.register("description")} />
      </Field>
      <Controller
        control={form.control}
        name="ttlSeconds"
        render={({ field: { onChange, value = 0, ...field } }) => (
          <Field label="TTL" help="How long it can be used to log in." error={errors.ttlSeconds?.message}>
            <DurationInput {...field} value={value} onValueChange={onChange} zeroMeaning="it never expires" />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="maxUses"
        render={({ field: { onChange, value = 0, ...field } }) => (
          <Field label="Max Number of Uses" help="How many logins it is good for." error={errors.maxUses?.message}>
            <NumberInput {...field} value={value} onValueChange={onChange} zeroMeaning="unlimited" />
          </Field>
        )}
      />
    </FormDialog>
  );
}

interface CreatedClientSecretDialogProps {
  created: CreatedClientSecret;
  onClose: () => void;
}

/** Shows the value this once. */
export function CreatedClientSecretDialog({ created, onClose }: CreatedClientSecretDialogProps) {
  return (
    <ShownOnceDialog
      onClose={onClose}
      title="Client secret created"
      description="With the client ID it logs in as this identity."
      secret={{
        label: "client secret",
        value: created.clientSecret,
        fileName: "client-secret.txt",
        expiresAt: created.data.expiresAt,
      }}
    />
  );
}
