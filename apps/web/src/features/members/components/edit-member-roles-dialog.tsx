import { UpdateMemberInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { grantOf } from "#components/membership-roles/grants.ts";
import { RolesField, rolesError } from "#components/membership-roles/roles-field.tsx";
import { useOrganizationRoles } from "#components/membership-roles/use-organization-roles.ts";
import { toast } from "#components/ui/toast.tsx";
import type { Member } from "#features/members/components/member-columns.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface EditMemberRolesDialogProps {
  member: Member;
  onClose: () => void;
}

export function EditMemberRolesDialog({ member, onClose }: EditMemberRolesDialogProps) {
  const roles = useOrganizationRoles();
  const form = useZodForm(UpdateMemberInput, { memberId: member.id, roles: member.roles.map(grantOf) });
  const update = useMutation(trpc.member.update.mutationOptions());

  async function submit(values: UpdateMemberInput): Promise<void> {
    await update.mutateAsync(values);
    await Promise.all([
      queryClient.invalidateQueries(trpc.member.pathFilter()),
      queryClient.invalidateQueries(trpc.session.pathFilter()),
    ]);
    toast.success("Roles saved");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Edit roles of ${member.user.name}`}
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
            legend="Organization roles"
            help="What the person may do in this organization."
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
