import { CreateTokenInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormDialog } from "#components/form-dialog.tsx";
import { ShownOnceDialog } from "#components/shown-once-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

export type CreatedToken = RouterOutputs["tokenAuth"]["createToken"];

interface CreateTokenDialogProps {
  identityId: string;
  onClose: () => void;
  /** Receives the token, which is in this answer and nowhere else. */
  onCreated: (created: CreatedToken) => void;
}

export function CreateTokenDialog({ identityId, onClose, onCreated }: CreateTokenDialogProps) {
  const form = useZodForm(CreateTokenInput, { identityId, name: "" });
  const create = useMutation(trpc.tokenAuth.createToken.mutationOptions());

  async function submit(values: CreateTokenInput): Promise<void> {
    onCreated(await create.mutateAsync(values));
    await queryClient.invalidateQueries(trpc.accessToken.pathFilter());
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Create access token"
      description="It is shown once, on the next step."
      form={form}
      onSubmit={submit}
      submitLabel="Create access token"
    >
      <Field label="Name" help="Where it will be used." isOptional error={form.formState.errors.name?.message}>
        <Input {...form.register("name")} />
      </Field>
    </FormDialog>
  );
}

/** Shows the token this once. */
export function CreatedTokenDialog({ created, onClose }: { created: CreatedToken; onClose: () => void }) {
  return (
    <ShownOnceDialog
      onClose={onClose}
      title="Access token created"
      description="Whoever has it acts as this identity."
      secret={{
        label: "access token",
        value: created.accessToken,
        fileName: "access-token.txt",
        expiresAt: created.data.expiresAt,
      }}
    />
  );
}
