import { CreateFolderInput, UpdateFolderInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormDialog } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { refreshFolders } from "#features/secrets/lib/refresh-secrets.ts";
import type { Folder, SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

export function CreateFolderDialog({ place, onClose }: { place: SecretPlace; onClose: () => void }) {
  const form = useZodForm(CreateFolderInput, { ...place, name: "", description: "" });
  const create = useMutation(trpc.folder.create.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: CreateFolderInput): Promise<void> {
    await create.mutateAsync(values);
    await refreshFolders();
    toast.success(`Folder ${values.name} added`);
  }

  return (
    <FormDialog isOpen onOpenChange={onClose} title="New folder" form={form} onSubmit={submit} submitLabel="Add folder">
      <Field label="Name" help="Part of the path pods read secrets by." error={errors.name?.message}>
        <Input {...form.register("name")} spellCheck={false} className="font-mono" />
      </Field>
      <Field label="Description" isOptional error={errors.description?.message}>
        <Input {...form.register("description")} />
      </Field>
    </FormDialog>
  );
}

export function UpdateFolderDialog({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const { projectId, id: folderId, name, description } = folder;
  const form = useZodForm(UpdateFolderInput, { projectId, folderId, name, description });
  const update = useMutation(trpc.folder.update.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: UpdateFolderInput): Promise<void> {
    await update.mutateAsync(values);
    await refreshFolders();
    toast.success("Folder saved");
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
      <Field label="Name" help="Pods that read by the old path stop getting its secrets." error={errors.name?.message}>
        <Input {...form.register("name")} spellCheck={false} className="font-mono" />
      </Field>
      <Field label="Description" isOptional error={errors.description?.message}>
        <Input {...form.register("description")} />
      </Field>
    </FormDialog>
  );
}
