import { AcceptInvitationInput, PASSWORD_RULE } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { forgetInvitationToken } from "#features/invitations/lib/invitation-token.ts";
import { signIn } from "#lib/auth-client.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

/** Makes an account for the invited address, which is fixed, and signs in with it. */
export function NewPersonForm({ token, email }: { token: string; email: string }) {
  const navigate = useNavigate();
  const form = useZodForm(AcceptInvitationInput, { token, name: "", password: "" });
  const accept = useMutation(trpc.invitation.accept.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const submission = useFormSubmission(form, async (values) => {
    const { organization } = await accept.mutateAsync(values);
    forgetInvitationToken();
    await signIn({ email, password: values.password });
    queryClient.clear();
    await navigate({ to: "/", search: { org: organization.slug }, replace: true });
  });

  return (
    <form noValidate onSubmit={submission.onSubmit} className="flex flex-col gap-4">
      {/* For password managers, which keep the address with the password. */}
      <Field label="E-mail" help="Fixed by the invitation.">
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label="Your name" error={errors.name?.message}>
        <Input autoComplete="name" {...form.register("name")} />
      </Field>
      <Field label="Password" help={PASSWORD_RULE} error={errors.password?.message}>
        <Input type="password" autoComplete="new-password" {...form.register("password")} />
      </Field>
      <FormError error={submission.error} />
      <SubmitButton isPending={isSubmitting}>Accept invitation</SubmitButton>
    </form>
  );
}
