import { CreateProjectInput } from "@podpass/contracts";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FormError } from "#components/form-error.tsx";
import { NewOrExisting } from "#components/new-or-existing.tsx";
import { PickForm } from "#components/pick-form.tsx";
import { StepActions } from "#components/step-actions.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useCan } from "#lib/can.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";
import { useTypedSearch } from "#lib/use-typed-search.ts";

export interface ChooseProjectProps {
  typedName: string;
  onTypeName: (name: string) => void;
  /** Goes on with this project. */
  onChoose: (projectId: string) => Promise<void>;
  back: ReactNode;
}

export function ChooseProject(props: ChooseProjectProps) {
  return (
    <NewOrExisting
      label="Which project"
      canCreate={useCan()("project:create")}
      create={{
        title: "Create a project",
        hint: "With the environments Development, Staging and Production.",
        form: <NewProject {...props} />,
      }}
      existing={{
        title: "Use one that exists",
        hint: "Its secrets are there already.",
        form: <ExistingProject {...props} />,
      }}
    />
  );
}

const NewProjectForm = CreateProjectInput.pick({ name: true });

function NewProject({ typedName, onTypeName, onChoose, back }: ChooseProjectProps) {
  const form = useZodForm(NewProjectForm, { name: typedName });
  const create = useMutation(trpc.project.create.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    const project = await create.mutateAsync(values);
    toast.success(`Project ${project.name} created`);
    await onChoose(project.id);
    await queryClient.invalidateQueries(trpc.project.list.pathFilter());
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
      <Field
        label="Name"
        help="What the secrets in it belong to: a product or a service, for example."
        error={errors.name?.message}
      >
        <Input
          {...form.register("name", {
            onChange: (event: { target: { value: string } }) => onTypeName(event.target.value),
          })}
        />
      </Field>
      <FormError error={error} />
      <StepActions>
        {back}
        <SubmitButton isPending={isSubmitting}>Create project</SubmitButton>
      </StepActions>
    </form>
  );
}

function ExistingProject({ onChoose, back }: ChooseProjectProps) {
  const { search, setTyped } = useTypedSearch();
  const query = useQuery(trpc.project.list.queryOptions({ search, limit: 20 }, { placeholderData: keepPreviousData }));
  return (
    <PickForm noun="project" label="Project" query={query} onSearchChange={setTyped} onPick={onChoose} back={back} />
  );
}
