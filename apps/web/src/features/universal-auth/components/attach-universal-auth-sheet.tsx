import { UNIVERSAL_AUTH_DEFAULTS } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormProvider } from "react-hook-form";
import { FormSheet } from "#components/form-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { UniversalAuthFields } from "#features/universal-auth/components/universal-auth-fields.tsx";
import { UniversalAuthForm } from "#features/universal-auth/lib/universal-auth-form.ts";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export function AttachUniversalAuthSheet({ identityId, onClose }: { identityId: string; onClose: () => void }) {
  const form = useZodForm(UniversalAuthForm, { identityId, ...UNIVERSAL_AUTH_DEFAULTS });
  const attach = useMutation(trpc.universalAuth.attach.mutationOptions());

  async function submit(values: UniversalAuthForm): Promise<void> {
    await attach.mutateAsync(values);
    await queryClient.invalidateQueries(trpc.identity.pathFilter());
    toast.success("Universal Auth added");
  }

  return (
    <FormProvider {...form}>
      <FormSheet
        isOpen
        onOpenChange={onClose}
        title="Add Universal Auth"
        description="The identity gets a client ID; client secrets are made afterwards."
        form={form}
        onSubmit={submit}
        submitLabel="Add Universal Auth"
      >
        <UniversalAuthFields />
      </FormSheet>
    </FormProvider>
  );
}
