import { CreateTagInput, UpdateTagInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import type { Ref } from "react";
import { Controller } from "react-hook-form";
import { ConfirmDialog } from "#components/confirm-dialog.tsx";
import { FormDialog } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshTags } from "#features/secrets/lib/refresh-secrets.ts";
import type { Tag } from "#features/secrets/lib/secret-place.ts";
import { TAG_COLORS, tagColorOptions } from "#features/secrets/lib/tag-colors.ts";
import { useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

export function CreateTagDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const form = useZodForm(CreateTagInput, { projectId, slug: "", color: TAG_COLORS[0].value });
  const create = useMutation(trpc.tag.create.mutationOptions());

  async function submit(values: CreateTagInput): Promise<void> {
    await create.mutateAsync(values);
    await refreshTags();
    toast.success(`Tag ${values.slug} added`);
  }

  return (
    <FormDialog isOpen onOpenChange={onClose} title="New tag" form={form} onSubmit={submit} submitLabel="Add tag">
      <Field label="Name" help="Lower-case letters, digits and hyphens." error={form.formState.errors.slug?.message}>
        <Input {...form.register("slug")} />
      </Field>
      <Controller
        control={form.control}
        name="color"
        render={({ field }) => (
          <ColorField options={TAG_COLORS} {...field} error={form.formState.errors.color?.message} />
        )}
      />
    </FormDialog>
  );
}

export function UpdateTagDialog({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const { projectId, id: tagId, slug, color } = tag;
  const form = useZodForm(UpdateTagInput, { projectId, tagId, slug, color });
  const update = useMutation(trpc.tag.update.mutationOptions());

  async function submit(values: UpdateTagInput): Promise<void> {
    await update.mutateAsync(values);
    await refreshTags();
    toast.success("Tag saved");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={`Edit ${slug}`}
      description="Rules that speak of the old name no longer match."
      form={form}
      onSubmit={submit}
      submitLabel="Save changes"
    >
      <Field label="Name" error={form.formState.errors.slug?.message}>
        <Input {...form.register("slug")} />
      </Field>
      <Controller
        control={form.control}
        name="color"
        render={({ field }) => (
          <ColorField options={tagColorOptions(color)} {...field} error={form.formState.errors.color?.message} />
        )}
      />
    </FormDialog>
  );
}

interface ColorFieldProps {
  options: readonly { value: string; label: string }[];
  value: string | undefined;
  onChange: (color: string) => void;
  onBlur: () => void;
  ref: Ref<HTMLButtonElement>;
  error: string | undefined;
}

function ColorField({ options, value, onChange, onBlur, ref, error }: ColorFieldProps) {
  return (
    <Field label="Colour" isButtonControl error={error}>
      <Select options={options} value={value || null} onValueChange={onChange} onBlur={onBlur} ref={ref} />
    </Field>
  );
}

export function DeleteTagDialog({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const remove = useMutation(trpc.tag.delete.mutationOptions());

  async function confirm(): Promise<void> {
    await remove.mutateAsync({ projectId: tag.projectId, tagId: tag.id });
    await refreshTags();
    toast.success(`Tag ${tag.slug} deleted`);
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete the tag ${tag.slug}?`}
      consequence="It is taken off every secret that has it. Rules that speak of it no longer match."
      actionLabel="Delete tag"
      onConfirm={confirm}
    />
  );
}
