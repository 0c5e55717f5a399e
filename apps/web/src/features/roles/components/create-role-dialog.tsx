import { CreateOrganizationRoleInput } from "@podpass/contracts";
import type { z } from "zod";
import { FormDialog } from "#components/form-dialog.tsx";
import { NameAndSlugFields } from "#components/name-and-slug-fields.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useOpenRole } from "#features/roles/hooks/use-open-role.ts";
import { useRoleActions } from "#features/roles/hooks/use-role-scope.ts";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";
import { useZodForm } from "#lib/form.ts";

const NewRole = CreateOrganizationRoleInput.pick({ name: true, slug: true, description: true });

interface CreateRoleDialogProps {
  scope: RoleScope;
  /** The role to begin with; without one the new role allows nothing yet. */
  from?: Role;
  onClose: () => void;
}

/** Makes a role and goes to its page, where its permissions are chosen. */
export function CreateRoleDialog({ scope, from, onClose }: CreateRoleDialogProps) {
  const openRole = useOpenRole(scope);
  const form = useZodForm(NewRole, { name: "", slug: "", description: from?.description ?? "" });
  const { create } = useRoleActions(scope);
  const { errors } = form.formState;

  async function submit(values: z.output<typeof NewRole>): Promise<void> {
    const role = await create({ ...values, rules: from?.rules ?? [] });
    toast.success(`Role ${role.name} created`);
    // The dialog goes with its page: closing it as well would be a navigation that overtakes this one.
    await openRole(role.slug);
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={from ? `Duplicate ${from.name}` : "Create role"}
      description={
        from ? "The new role starts with the same permissions." : "It allows nothing until you choose its permissions."
      }
      form={form}
      onSubmit={submit}
      submitLabel="Create role"
      isClosedOnSuccess={false}
    >
      <NameAndSlugFields isNew form={form} slugHelp="How scripts name the role." />
      <Field label="Description" isOptional error={errors.description?.message}>
        <Textarea {...form.register("description")} />
      </Field>
    </FormDialog>
  );
}
