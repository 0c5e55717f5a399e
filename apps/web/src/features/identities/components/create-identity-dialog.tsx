import { CreateIdentityInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Controller } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { IdentityNameField } from "#components/identity-name-field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { RoleField } from "#features/identities/components/role-field.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const CreateIdentityForm = CreateIdentityInput.pick({ name: true, role: true });

/** Asks for the guide's two fields and goes on to the new identity's page. */
export function CreateIdentityDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const form = useZodForm(CreateIdentityForm, { name: "", role: "no-access" });
  const create = useMutation(trpc.identity.create.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: Pick<CreateIdentityInput, "name" | "role">): Promise<void> {
    const identity = await create.mutateAsync(values);
    queryClient.setQueryData(trpc.identity.get.queryKey({ identityId: identity.id }), identity);
    await queryClient.invalidateQueries(trpc.identity.list.pathFilter());
    toast.success(`Identity ${identity.name} created`);
    await navigate({
      to: "/access-control/identities/$identityId",
      params: { identityId: identity.id },
      ignoreBlocker: true,
    });
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Create identity"
      description="For a program that logs in by itself. It starts with Universal Auth, which you can replace."
      form={form}
      onSubmit={submit}
      submitLabel="Create identity"
      isClosedOnSuccess={false}
    >
      <IdentityNameField error={errors.name?.message} {...form.register("name")} />
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => <RoleField field={field} error={errors.role?.message} />}
      />
    </FormDialog>
  );
}
