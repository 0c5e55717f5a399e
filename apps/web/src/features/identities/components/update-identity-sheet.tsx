import { UpdateIdentityInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller, FormProvider } from "react-hook-form";
import { FormSheet } from "#components/form-dialog.tsx";
import { MetadataFields } from "#components/metadata-fields.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { toast } from "#components/ui/toast.tsx";
import { RoleField } from "#features/identities/components/role-field.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

interface UpdateIdentitySheetProps {
  identity: RouterOutputs["identity"]["get"];
  onClose: () => void;
}

export function UpdateIdentitySheet({ identity, onClose }: UpdateIdentitySheetProps) {
  const form = useZodForm(UpdateIdentityInput, {
    identityId: identity.id,
    name: identity.name,
    role: identity.role,
    hasDeleteProtection: identity.hasDeleteProtection,
    metadata: identity.metadata.map(({ key, value }) => ({ key, value })),
  });
  const update = useMutation(trpc.identity.update.mutationOptions());
  const { errors } = form.formState;

  async function submit({ role, ...values }: UpdateIdentityInput): Promise<void> {
    // A role is sent only when it is new: naming one asks for the right to hand it on.
    await update.mutateAsync(role === identity.role ? values : { ...values, role });
    await queryClient.invalidateQueries(trpc.identity.pathFilter());
    toast.success("Identity saved");
  }

  return (
    <FormProvider {...form}>
      <FormSheet
        isOpen
        onOpenChange={onClose}
        title="Edit identity"
        form={form}
        onSubmit={submit}
        submitLabel="Save changes"
      >
        <Field label="Name" error={errors.name?.message}>
          <Input {...form.register("name")} />
        </Field>
        <Controller
          control={form.control}
          name="role"
          render={({ field }) => <RoleField field={field} error={errors.role?.message} />}
        />
        <Controller
          control={form.control}
          name="hasDeleteProtection"
          render={({ field: { value, onChange, onBlur, ref } }) => (
            <Field label="Delete protection" help="While it is on, nobody can delete the identity.">
              <Switch checked={value ?? false} onCheckedChange={onChange} onBlur={onBlur} ref={ref} />
            </Field>
          )}
        />
        <MetadataFields help="Keys and values of your own, to tell identities apart." />
      </FormSheet>
    </FormProvider>
  );
}
