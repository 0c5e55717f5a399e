import { CreateSecretImportInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useWatch } from "react-hook-form";
import { FormDialog } from "#components/form-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { PlaceFields } from "#features/secrets/components/place-fields.tsx";
import { refreshFolders } from "#features/secrets/lib/refresh-secrets.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

interface AddImportDialogProps {
  place: SecretPlace;
  /** The environment to begin with: another than the folder's own, where there is one. */
  firstEnvironment: string;
  onClose: () => void;
}

export function AddImportDialog({ place, firstEnvironment, onClose }: AddImportDialogProps) {
  const source = { environment: firstEnvironment, secretPath: "/" };
  const form = useZodForm(CreateSecretImportInput, { ...place, source });
  const create = useMutation(trpc.secretImport.create.mutationOptions());
  const chosen = useWatch({ control: form.control, name: "source" });

  async function submit(values: CreateSecretImportInput): Promise<void> {
    await create.mutateAsync(values);
    await refreshFolders();
    toast.success(`Importing ${values.source.environment}:${values.source.secretPath}`);
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Import secrets"
      description="All secrets of another folder become readable in this one, for whoever may read them there. They stay where they are: a change there shows here at once."
      form={form}
      onSubmit={submit}
      submitLabel="Add import"
    >
      <PlaceFields
        value={{ projectId: place.projectId, environment: chosen.environment, secretPath: chosen.secretPath ?? "/" }}
        onValueChange={({ environment, secretPath }) =>
          form.setValue("source", { environment, secretPath }, { shouldDirty: true })
        }
        error={form.formState.errors.source?.message}
      />
    </FormDialog>
  );
}
