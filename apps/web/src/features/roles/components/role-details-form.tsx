import { CreateOrganizationRoleInput } from "@podpass/contracts";
import type { z } from "zod";
import { FormCard } from "#components/form-card.tsx";
import { NameAndSlugFields } from "#components/name-and-slug-fields.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useOpenRole } from "#features/roles/hooks/use-open-role.ts";
import { useRoleActions } from "#features/roles/hooks/use-role-scope.ts";
import type { Role, RoleScope } from "#features/roles/lib/role-scope.ts";
import { useZodForm } from "#lib/form.ts";

const RoleDetails = CreateOrganizationRoleInput.pick({ name: true, slug: true, description: true });

interface RoleDetailsFormProps {
  scope: RoleScope;
  role: Role & { id: string; updatedAt: string };
}

export function RoleDetailsForm({ scope, role }: RoleDetailsFormProps) {
  const { name, slug, description } = role;
  const openRole = useOpenRole(scope);
  const form = useZodForm(RoleDetails, { name, slug, description });
  const { update } = useRoleActions(scope);
  const { errors } = form.formState;

  async function submit(values: z.output<typeof RoleDetails>): Promise<void> {
    await update(role.id, { ...values, expectedUpdatedAt: role.updatedAt });
    toast.success(`Role ${values.name} saved`);
    // The address names the role by its slug.
    if (values.slug !== slug) await openRole(values.slug, { replace: true });
  }

  return (
    <FormCard title="Details" form={form} onSubmit={submit} submitLabel="Save details">
      <NameAndSlugFields form={form} slugHelp="How scripts and the address of this page name the role." />
      <Field label="Description" isOptional error={errors.description?.message}>
        <Textarea {...form.register("description")} />
      </Field>
    </FormCard>
  );
}
