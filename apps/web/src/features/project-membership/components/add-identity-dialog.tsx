import { AddProjectIdentityInput } from "@podpass/contracts";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type Ref, useDeferredValue, useMemo, useState } from "react";
import { Controller } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { RolesField, rolesError } from "#components/membership-roles/roles-field.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

interface AddIdentityDialogProps {
  projectId: string;
  onClose: () => void;
}

export function AddIdentityDialog({ projectId, onClose }: AddIdentityDialogProps) {
  const roles = useProjectRoles(projectId);
  const form = useZodForm(AddProjectIdentityInput, { projectId, identityId: "", roles: [] });
  const add = useMutation(trpc.projectMembership.addIdentity.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: AddProjectIdentityInput): Promise<void> {
    const membership = await add.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
    toast.success(`${membership.identity.name} added to the project`);
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Add identity"
      description="Lets an identity of the organization into this project."
      form={form}
      onSubmit={submit}
      submitLabel="Add identity"
    >
      <Controller
        control={form.control}
        name="identityId"
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <Field
            label="Identity"
            help="Identities that are in the project already are not listed."
            error={errors.identityId && "Choose an identity"}
          >
            <IdentityPicker projectId={projectId} value={value} onValueChange={onChange} onBlur={onBlur} ref={ref} />
          </Field>
        )}
      />
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
            error={rolesError(errors.roles)}
          />
        )}
      />
    </FormDialog>
  );
}

interface IdentityPickerProps {
  projectId: string;
  value: string;
  onValueChange: (identityId: string) => void;
  onBlur: () => void;
  ref: Ref<HTMLInputElement>;
}

function IdentityPicker({ projectId, value, onValueChange, onBlur, ref }: IdentityPickerProps) {
  const [search, setSearch] = useState("");
  const deferredSearch = useDeferredValue(search.trim());
  const query = useQuery(
    trpc.projectMembership.availableIdentities.queryOptions(
      { projectId, search: deferredSearch || undefined },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = useMemo(
    () => (query.data?.items ?? []).map((identity) => ({ value: identity.id, label: identity.name })),
    [query.data],
  );
  return (
    <Combobox
      options={options}
      value={value === "" ? null : value}
      onValueChange={(identityId) => onValueChange(identityId ?? "")}
      onSearchChange={setSearch}
      isLoading={query.isFetching}
      placeholder="Search identities…"
      emptyText={query.isError ? "The identities could not be loaded." : "No identity to add."}
      onBlur={onBlur}
      ref={ref}
    />
  );
}
