import { CreateProjectInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FormDialog } from "#components/form-dialog.tsx";
import { NameAndSlugFields } from "#components/name-and-slug-fields.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export function CreateProjectDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const form = useZodForm(CreateProjectInput, { name: "", slug: "", description: "" });
  const create = useMutation(trpc.project.create.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: CreateProjectInput): Promise<void> {
    const project = await create.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.project.pathFilter());
    toast.success(`Project ${project.name} created`);
    await navigate({ to: "/projects/$projectId/secrets", params: { projectId: project.id }, ignoreBlocker: true });
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Create project"
      description="It starts with the environments Development, Staging and Production."
      form={form}
      onSubmit={submit}
      submitLabel="Create project"
      isClosedOnSuccess={false}
    >
      <NameAndSlugFields isNew form={form} slugHelp="How programs name the project." />
      <Field label="Description" isOptional error={errors.description?.message}>
        <Textarea {...form.register("description")} />
      </Field>
    </FormDialog>
  );
}
