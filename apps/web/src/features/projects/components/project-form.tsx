import { UpdateProjectInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { FormCard } from "#components/form-card.tsx";
import { NameAndSlugFields } from "#components/name-and-slug-fields.tsx";
import { Field } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

export function ProjectForm({ project }: { project: RouterOutputs["project"]["get"] }) {
  const { name, slug, description, hasDeleteProtection } = project;
  const form = useZodForm(UpdateProjectInput, { projectId: project.id, name, slug, description, hasDeleteProtection });
  const update = useMutation(trpc.project.update.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: UpdateProjectInput): Promise<void> {
    await update.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.project.pathFilter());
    toast.success("Project saved");
  }

  return (
    <FormCard title="General" form={form} onSubmit={submit} submitLabel="Save changes">
      <NameAndSlugFields
        form={form}
        slugHelp="How programs name the project: those that use the old slug stop working."
      />
      <Field label="Description" isOptional error={errors.description?.message}>
        <Textarea {...form.register("description")} />
      </Field>
      <Controller
        control={form.control}
        name="hasDeleteProtection"
        render={({ field: { value, onChange, onBlur, ref } }) => (
          <Field label="Delete protection" help="While it is on, nobody can delete the project.">
            <Switch checked={value ?? false} onCheckedChange={onChange} onBlur={onBlur} ref={ref} />
          </Field>
        )}
      />
    </FormCard>
  );
}
