import { AddProjectIdentityInput, can } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Controller } from "react-hook-form";
import { FormError } from "#components/form-error.tsx";
import { RoleBadges } from "#components/membership-roles/role-badges.tsx";
import { RolesField } from "#components/membership-roles/roles-field.tsx";
import { StepActions } from "#components/step-actions.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.tsx";
import { ChooseProject, type ChooseProjectProps } from "#features/project-membership/components/choose-project.tsx";
import { useProjectRoles } from "#features/project-membership/hooks/use-project-roles.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

type Membership = RouterOutputs["projectMembership"]["listForIdentity"]["items"][number];

interface SetupProjectProps extends ChooseProjectProps {
  identity: { id: string; name: string };
  /** The one that was chosen. */
  project: RouterOutputs["project"]["get"] | undefined;
  membership: Membership | undefined;
  /** Forgets the choice; nothing is deleted. */
  onChooseAnother: () => void;
  onAdded: () => Promise<void>;
  next: ReactNode;
}

/** Project and project roles as a step of the guided setup. */
export function SetupProject({
  identity,
  project,
  membership,
  onChooseAnother,
  onAdded,
  next,
  ...choice
}: SetupProjectProps) {
  if (!project) return <ChooseProject {...choice} />;
  return (
    <>
      <Card
        title={project.name}
        description={project.environments.map(({ name }) => name).join(", ")}
        actions={<Button onClick={onChooseAnother}>Choose another</Button>}
      >
        {membership && (
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-muted">{identity.name} is in it as</span>
            <RoleBadges roles={membership.roles} />
          </div>
        )}
      </Card>
      {membership ? (
        <StepActions>
          {choice.back}
          {next}
        </StepActions>
      ) : can(project.rules, "identity:create") ? (
        <AddToProject identity={identity} projectId={project.id} onAdded={onAdded} back={choice.back} />
      ) : (
        <p className="text-muted">
          Your role in this project does not let you add identities to it. Choose another one.
        </p>
      )}
    </>
  );
}

interface AddToProjectProps {
  identity: { id: string; name: string };
  projectId: string;
  onAdded: () => Promise<void>;
  back: ReactNode;
}

function AddToProject({ identity, projectId, onAdded, back }: AddToProjectProps) {
  const roles = useProjectRoles(projectId);
  const form = useZodForm(AddProjectIdentityInput, { projectId, identityId: identity.id, roles: ["viewer"] });
  const add = useMutation(trpc.projectMembership.addIdentity.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const { onSubmit, error } = useFormSubmission(form, async (values) => {
    await add.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.projectMembership.pathFilter());
    toast.success(`${identity.name} added to the project`);
    await onAdded();
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-5">
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
      <FormError error={error} />
      <StepActions>
        {back}
        <SubmitButton isPending={isSubmitting}>Add and continue</SubmitButton>
      </StepActions>
    </form>
  );
}
