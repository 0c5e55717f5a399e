import { CreateOwnIdentityInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Controller } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "#components/form-dialog.tsx";
import { IdentityNameField } from "#components/identity-name-field.tsx";
import { RolesField } from "#components/membership-roles/roles-field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useCan } from "#lib/can.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const CreateOwnIdentityForm = CreateOwnIdentityInput.pick({ name: true, roles: true });

interface CreateOwnIdentityDialogProps {
  projectId: string;
  onClose: () => void;
}

/** Makes an identity of the project's own, and goes on to its page, where it gets its way to log in. */
export function CreateOwnIdentityDialog({ projectId, onClose }: CreateOwnIdentityDialogProps) {
  const navigate = useNavigate();
  const canOpen = useCan()("identity:read");
  const roles = useProjectRoles(projectId);
  const form = useZodForm(CreateOwnIdentityForm, { name: "", roles: [] });
  const create = useMutation(trpc.identity.createOwn.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: z.output<typeof CreateOwnIdentityForm>): Promise<void> {
    const { id: identityId, name } = await create.mutateAsync({ projectId, ...values });
    await Promise.all([
      queryClient.invalidateQueries(trpc.projectMembership.pathFilter()),
      queryClient.invalidateQueries(trpc.identity.list.pathFilter()),
    ]);
    toast.success(`Identity ${name} created in the project`);
    if (!canOpen) return onClose();
    await navigate({
      to: "/access-control/identities/$identityId",
      params: { identityId },
      ignoreBlocker: true,
    });
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Create identity for this project"
      description="It is in this project from the start, and without access to the organization. It starts with Universal Auth, which you can replace on its page."
      form={form}
      onSubmit={submit}
      submitLabel="Create identity"
      isClosedOnSuccess={false}
    >
      <IdentityNameField error={errors.name?.message} {...form.register("name")} />
      <Controller
        control={form.control}
        name="roles"
        render={({ field }) => (
          <RolesField
            legend="Project roles"
            help="What the identity may do in this project."
            roles={roles}
            {...field}
            error={errors.roles}
          />
        )}
      />
    </FormDialog>
  );
}
