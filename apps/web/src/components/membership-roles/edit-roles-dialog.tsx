import { type RoleGrant, RoleGrants } from "@podpass/contracts";
import { Controller } from "react-hook-form";
import { z } from "zod";
import { FormDialog } from "#components/form-dialog.tsx";
import { grantOf } from "#components/membership-roles/grants.ts";
import type { RoleChoices } from "#components/membership-roles/role-choices.ts";
import { RolesField } from "#components/membership-roles/roles-field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useZodForm } from "#lib/form.ts";

const RolesForm = z.object({ roles: RoleGrants });

interface EditRolesDialogProps {
  /** The member's. */
  name: string;
  held: readonly Parameters<typeof grantOf>[0][];
  /** Such as "Project roles". */
  legend: string;
  /** What the roles decide, as a sentence. */
  help: string;
  roles: RoleChoices;
  /** Saves the grants in place of those held, and reads anew what shows them. */
  onSave: (grants: RoleGrant[]) => Promise<unknown>;
  onClose: () => void;
}

/** Changes which roles a member of the organization or of a project has. */
export function EditRolesDialog({ name, held, legend, help, roles, onSave, onClose }: EditRolesDialogProps) {
  const form = useZodForm(RolesForm, { roles: held.map(grantOf) });

  async function submit(values: z.output<typeof RolesForm>): Promise<void> {
    await onSave(values.roles);
    toast.success("Roles saved");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Edit roles of ${name}`}
      description="They hold from the next request on."
      form={form}
      onSubmit={submit}
      submitLabel="Save roles"
    >
      <Controller
        control={form.control}
        name="roles"
        render={({ field }) => (
          <RolesField legend={legend} help={help} roles={roles} {...field} error={form.formState.errors.roles} />
        )}
      />
    </FormDialog>
  );
}
