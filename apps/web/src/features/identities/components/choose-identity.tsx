import { CreateIdentityInput } from "@podpass/contracts";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Controller } from "react-hook-form";
import { FormError } from "#components/form-error.tsx";
import { IdentityNameField } from "#components/identity-name-field.tsx";
import { NewOrExisting } from "#components/new-or-existing.tsx";
import { PickForm } from "#components/pick-form.tsx";
import { StepActions } from "#components/step-actions.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { RoleField } from "#features/identities/components/role-field.tsx";
import { useCan } from "#lib/can.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

interface TypedIdentity {
  name: string;
  role: string;
}

export interface ChooseIdentityProps {
  typed: TypedIdentity;
  onType: (change: Partial<TypedIdentity>) => void;
  /** Goes on with this identity. */
  onChoose: (identityId: string) => Promise<void>;
  back: ReactNode;
}

export function ChooseIdentity(props: ChooseIdentityProps) {
  return (
    <NewOrExisting
      label="Which identity"
      canCreate={useCan()("identity:create")}
      create={{
        title: "Create an identity",
        hint: "One for each application keeps apart what each may read.",
        form: <NewIdentity {...props} />,
      }}
      existing={{
        title: "Use one that exists",
        hint: "It keeps its role, its projects and its login methods.",
        form: <ExistingIdentity {...props} />,
      }}
    />
  );
}

const NewIdentityForm = CreateIdentityInput.pick({ name: true, role: true });

function NewIdentity({ typed, onType, onChoose, back }: ChooseIdentityProps) {
  const form = useZodForm(NewIdentityForm, { name: typed.name, role: typed.role || "no-access" });
  const create = useMutation(trpc.identity.create.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    const identity = await create.mutateAsync(values);
    queryClient.setQueryData(trpc.identity.get.queryKey({ identityId: identity.id }), identity);
    toast.success(`Identity ${identity.name} created`);
    await onChoose(identity.id);
    await queryClient.invalidateQueries(trpc.identity.list.pathFilter());
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <IdentityNameField
        error={errors.name?.message}
        {...form.register("name", {
          onChange: (event: { target: { value: string } }) => onType({ name: event.target.value }),
        })}
      />
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => {
          const onChange = (role: string) => {
            field.onChange(role);
            onType({ role });
          };
          return <RoleField field={{ ...field, onChange }} error={errors.role?.message} />;
        }}
      />
      <FormError error={error} />
      <StepActions>
        {back}
        <SubmitButton isPending={isSubmitting}>Create and continue</SubmitButton>
      </StepActions>
    </form>
  );
}

function ExistingIdentity({ onChoose, back }: ChooseIdentityProps) {
  const { search, setTyped } = useTypedSearch();
  const query = useQuery(trpc.identity.list.queryOptions({ search, limit: 20 }, { placeholderData: keepPreviousData }));
  return (
    <PickForm noun="identity" label="Identity" query={query} onSearchChange={setTyped} onPick={onChoose} back={back} />
  );
}
