import { ChangePasswordInput, PASSWORD_RULE } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { FormCard } from "#components/form-card.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { toast } from "#components/ui/toast.tsx";
import { useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { type RouterOutputs, trpc } from "#lib/trpc.ts";

/** A new password, for whoever knows the current one. */
export function PasswordCard({ account }: { account: RouterOutputs["account"]["get"] }) {
  if (account.hasPassword) return <PasswordForm email={account.email} />;
  return <Card title="Password" description="You have none: you sign in with your organization's sign-in service." />;
}

const NOTHING_TYPED = { currentPassword: "", newPassword: "", areOtherSessionsEnded: true };

function PasswordForm({ email }: { email: string }) {
  const form = useZodForm(ChangePasswordInput, NOTHING_TYPED);
  const change = useMutation(trpc.account.changePassword.mutationOptions());
  const { errors } = form.formState;

  async function submit(values: ChangePasswordInput): Promise<void> {
    const { endedCount } = await change.mutateAsync(values);
    form.reset(NOTHING_TYPED);
    await queryClient.invalidateQueries(trpc.account.listSessions.pathFilter());
    toast.success(endedCount === 0 ? "Password changed" : `Password changed, other sessions ended: ${endedCount}`);
  }

  return (
    <FormCard title="Password" form={form} onSubmit={submit} submitLabel="Change password">
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field label="Current password" error={errors.currentPassword?.message}>
        <Input type="password" autoComplete="current-password" {...form.register("currentPassword")} />
      </Field>
      <Field label="New password" help={PASSWORD_RULE} error={errors.newPassword?.message}>
        <Input type="password" autoComplete="new-password" {...form.register("newPassword")} />
      </Field>
      <Controller
        control={form.control}
        name="areOtherSessionsEnded"
        render={({ field }) => (
          <Field label="Sign out everywhere else" help="Ends your sessions in other browsers, whoever holds them.">
            <Switch checked={field.value ?? true} onCheckedChange={field.onChange} />
          </Field>
        )}
      />
    </FormCard>
  );
}
