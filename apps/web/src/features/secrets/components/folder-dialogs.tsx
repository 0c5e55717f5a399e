import { CreateFolderInput, UpdateFolderInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import type { UseFormRegisterReturn } from "react-hook-form";
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

  async function submit(values: CreateFolderInput): Promise<void> {
    await create.mutateAsync(values);
    await refreshFolders();
    toast.success(`Folder ${values.name} added`);
  }

  return (
    <FormDialog isOpen onOpenChange={onClose} title="New folder" form={form} onSubmit={submit} submitLabel="Add folder">
      <FolderFields
        register={(name) => form.register(name)}
        errors={form.formState.errors}
        nameHelp="Part of the path pods read secrets by."
      />
    </FormDialog>
  );
}

export function UpdateFolderDialog({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const { projectId, id: folderId, name, description } = folder;
  const form = useZodForm(UpdateFolderInput, { projectId, folderId, name, description });
  const update = useMutation(trpc.folder.update.mutationOptions());

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
      <FolderFields
        register={(name) => form.register(name)}
        errors={form.formState.errors}
        nameHelp="Pods that read by the old path stop getting its secrets."
      />
    </FormDialog>
  );
}

type FieldName = "name" | "description";

interface FolderFieldsProps {
  register: (name: FieldName) => UseFormRegisterReturn;
  errors: { [name in FieldName]?: { message?: string } };
  nameHelp: string;
}

function FolderFields({ register, errors, nameHelp }: FolderFieldsProps) {
  return (
    <>
      <Field label="Name" help={nameHelp} error={errors.name?.message}>
        <Input {...register("name")} spellCheck={false} className="font-mono" />
      </Field>
      <Field label="Description" isOptional error={errors.description?.message}>
        <Input {...register("description")} />
      </Field>
    </>
  );
}
