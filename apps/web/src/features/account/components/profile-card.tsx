import { UpdateAccountInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { FormCard } from "#components/form-card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

/** The person's name, and the address they sign in with. */
export function ProfileCard({ account }: { account: RouterOutputs["account"]["get"] }) {
  const form = useZodForm(UpdateAccountInput, { name: account.name });
  const update = useMutation(trpc.account.update.mutationOptions());

  async function submit(values: UpdateAccountInput): Promise<void> {
    await update.mutateAsync(values);
    await Promise.all([
      queryClient.invalidateQueries(trpc.account.pathFilter()),
      queryClient.invalidateQueries(trpc.session.pathFilter()),
    ]);
    toast.success("Name saved");
  }

  return (
    <FormCard title="Profile" form={form} onSubmit={submit} submitLabel="Save name">
      <Field label="Name" help="What others see beside what you did." error={form.formState.errors.name?.message}>
        <Input autoComplete="name" {...form.register("name")} />
      </Field>
      <Field label="E-mail" help="You sign in with it. It cannot be changed.">
        <Input type="email" readOnly value={account.email} />
      </Field>
    </FormCard>
  );
}
