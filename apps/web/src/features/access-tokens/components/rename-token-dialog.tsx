import { RenameTokenInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormDialog } from "#components/form-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import type { ListedAccessToken } from "#features/access-tokens/components/access-token-columns.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export function RenameTokenDialog({ token, onClose }: { token: ListedAccessToken; onClose: () => void }) {
  const form = useZodForm(RenameTokenInput, { accessTokenId: token.id, name: token.name });
  const rename = useMutation(trpc.tokenAuth.renameToken.mutationOptions());

  async function submit(values: RenameTokenInput): Promise<void> {
    await rename.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.accessToken.list.pathFilter());
    toast.success("Access token renamed");
  }

  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title="Rename access token"
      form={form}
      onSubmit={submit}
      submitLabel="Rename"
    >
      <Field label="Name" help="Where it is used." isOptional error={form.formState.errors.name?.message}>
        <Input {...form.register("name")} />
      </Field>
    </FormDialog>
  );
}
