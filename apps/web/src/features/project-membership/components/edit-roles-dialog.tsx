import { UpdateProjectIdentityInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { grantOf } from "#components/membership-roles/grants.ts";
import { RolesField, rolesError } from "#components/membership-roles/roles-field.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { IdentityMembership } from "#features/project-membership/components/membership-columns.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface EditRolesDialogProps {
  membership: IdentityMembership;
  onClose: () => void;
}

export function EditRolesDialog({ membership, onClose }: EditRolesDialogProps) {
  const { identity, project } = membership;
  const roles = useProjectRoles(project.id);
  const form = useZodForm(UpdateProjectIdentityInput, {
    projectId: project.id,
    identityId: identity.id,
    roles: membership.roles.map(grantOf),
  });
  const update = useMutation(trpc.projectMembership.updateIdentity.mutationOptions());

  async function submit(values: UpdateProjectIdentityInput): Promise<void> {
    await update.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
    toast.success("Roles saved");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Edit roles of ${identity.name}`}
      description="They hold from its next request on."
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
            help="What the identity may do in this project."
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
