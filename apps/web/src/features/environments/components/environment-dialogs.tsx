import { CreateEnvironmentInput, UpdateEnvironmentInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormDialog } from "#components/form-dialog.tsx";
import { NameAndSlugFields } from "#components/name-and-slug-fields.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { Environment } from "#features/environments/components/environment-columns.tsx";
import { refreshEnvironments } from "#features/environments/components/refresh-environments.ts";
import { useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

const SLUG_HELP = "How pods name the environment when they ask for secrets.";

export function CreateEnvironmentDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const form = useZodForm(CreateEnvironmentInput, { projectId, name: "", slug: "" });
  const create = useMutation(trpc.environment.create.mutationOptions());

  async function submit(values: CreateEnvironmentInput): Promise<void> {
    await create.mutateAsync(values);
    await refreshEnvironments();
    toast.success(`Environment ${values.name} added`);
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Add environment"
      form={form}
      onSubmit={submit}
      submitLabel="Add environment"
    >
      <NameAndSlugFields isNew form={form} slugHelp={SLUG_HELP} />
    </FormDialog>
  );
}

export function UpdateEnvironmentDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { projectId, id: environmentId, name, slug } = environment;
  const form = useZodForm(UpdateEnvironmentInput, { projectId, environmentId, name, slug });
  const update = useMutation(trpc.environment.update.mutationOptions());

  async function submit(values: UpdateEnvironmentInput): Promise<void> {
    await update.mutateAsync(values);
    await refreshEnvironments();
    toast.success("Environment saved");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Edit ${name}`}
      form={form}
      onSubmit={submit}
      submitLabel="Save changes"
    >
      <NameAndSlugFields form={form} slugHelp={`${SLUG_HELP} Pods that use the old slug stop getting secrets.`} />
    </FormDialog>
  );
}
