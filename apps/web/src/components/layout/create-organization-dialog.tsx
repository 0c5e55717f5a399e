import { CreateOrganizationInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormDialog } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { openOrganization } from "#lib/chosen-organization.ts";
import { useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

export function CreateOrganizationDialog({ onClose }: { onClose: () => void }) {
  const form = useZodForm(CreateOrganizationInput, { name: "" });
  const create = useMutation(trpc.organization.create.mutationOptions());
  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Create organization"
      description="With projects, identities and people of its own. You are its first administrator; no other organization sees it."
      form={form}
      onSubmit={async (values) => openOrganization((await create.mutateAsync(values)).slug)}
      submitLabel="Create organization"
    >
      <Field label="Name" error={form.formState.errors.name?.message}>
        <Input {...form.register("name")} />
      </Field>
    </FormDialog>
  );
}
