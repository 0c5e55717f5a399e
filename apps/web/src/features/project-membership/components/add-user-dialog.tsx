import { AddProjectUserInput } from "@podpass/contracts";
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

interface AddUserDialogProps {
  projectId: string;
  onClose: () => void;
}

export function AddUserDialog({ projectId, onClose }: AddUserDialogProps) {
  const roles = useProjectRoles(projectId);
  const form = useZodForm(AddProjectUserInput, { projectId, userId: "", roles: [] });
  const add = useMutation(trpc.projectMembership.addUser.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: AddProjectUserInput): Promise<void> {
    const membership = await add.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
    toast.success(`${membership.user.name} added to the project`);
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Add user"
      description="Lets a member of the organization into this project."
      form={form}
      onSubmit={submit}
      submitLabel="Add user"
    >
      <Controller
        control={form.control}
        name="userId"
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <Field
            label="User"
            help="Whoever is in the project already is not listed."
            error={errors.userId && "Choose a user"}
          >
            <UserPicker projectId={projectId} value={value} onValueChange={onChange} onBlur={onBlur} ref={ref} />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="roles"
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <RolesField
            legend="Project roles"
            help="What the user may do in this project."
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

interface UserPickerProps {
  projectId: string;
  value: string;
  onValueChange: (userId: string) => void;
  onBlur: () => void;
  ref: Ref<HTMLInputElement>;
}

function UserPicker({ projectId, value, onValueChange, onBlur, ref }: UserPickerProps) {
  const [search, setSearch] = useState("");
  const deferredSearch = useDeferredValue(search.trim());
  const query = useQuery(
    trpc.projectMembership.availableUsers.queryOptions(
      { projectId, search: deferredSearch || undefined },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = useMemo(
    () => (query.data?.items ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
    [query.data],
  );
  return (
    <Combobox
      options={options}
      value={value === "" ? null : value}
      onValueChange={(userId) => onValueChange(userId ?? "")}
      onSearchChange={setSearch}
      isLoading={query.isFetching}
      placeholder="Search users…"
      emptyText={query.isError ? "The users could not be loaded." : "No user to add."}
      onBlur={onBlur}
      ref={ref}
    />
  );
}
