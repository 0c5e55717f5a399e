import { type RoleGrant, RoleGrants } from "@podpass/contracts";
import { Controller } from "react-hook-form";
import { z } from "zod";
import { FormDialog } from "#components/form-dialog.tsx";
import { grantOf } from "#components/membership-roles/grants.ts";
import { RolesField, rolesError } from "#components/membership-roles/roles-field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const RolesForm = z.object({ roles: RoleGrants });

interface EditRolesDialogProps {
  projectId: string;
  /** The member's. */
  name: string;
  held: readonly Parameters<typeof grantOf>[0][];
  onSave: (roles: RoleGrant[]) => Promise<unknown>;
  onClose: () => void;
}

export function EditRolesDialog({ projectId, name, held, onSave, onClose }: EditRolesDialogProps) {
  const roles = useProjectRoles(projectId);
  const form = useZodForm(RolesForm, { roles: held.map(grantOf) });

  async function submit(values: z.output<typeof RolesForm>): Promise<void> {
    await onSave(values.roles);
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
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
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <RolesField
            legend="Project roles"
            help="What the member may do in this project."
            roles={roles}
            value={value}
            onValueChange={onChange}
            onBlur={onBlur}
            ref={ref}
            error={rolesError(form.formState.errors.roles)}
          />
        )}
      />
    </FormDialog>
  );
}
