import { RequestPasswordResetInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { CenteredCard } from "#components/centered-card.tsx";
import { CommandLine } from "#components/command-line.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SignInLink } from "#features/session/components/sign-in-link.tsx";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

const TITLE = "Forgot your password?";

/** For whoever forgot their password: a link by mail, or whom to ask where the server sends no mail. */
export function ForgotPasswordPage({ canResetByMail }: { canResetByMail: boolean }) {
  return canResetByMail ? <ResetByMail /> : <ResetByOperator />;
}

function ResetByOperator() {
  return (
    <CenteredCard
      title={TITLE}
      purpose="Ask whoever runs this server for a link to choose a new one. They make it on the server with this command."
    >
      <CommandLine line="npm run user:reset-password -- EMAIL" label="the command" />
      <SignInLink />
    </CenteredCard>
  );
}

function ResetByMail() {
  const form = useZodForm(RequestPasswordResetInput, { email: "" });
  const request = useMutation(trpc.passwordReset.request.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const submission = useFormSubmission(form, (values) => request.mutateAsync(values));

  if (request.isSuccess) {
    return (
      <CenteredCard
        title="Look into your mail"
        purpose={`If ${request.variables.email} has an account here, a link to choose a new password is on its way. It works once, within an hour.`}
      >
        <p className="text-muted">Nothing came? Look where unwanted mail goes, or ask whoever runs this server.</p>
        <SignInLink />
      </CenteredCard>
    );
  }
  return (
    <CenteredCard title={TITLE} purpose="A link to choose a new one is mailed to the address you sign in with.">
      <form noValidate onSubmit={submission.onSubmit} className="flex flex-col gap-4">
        <Field label="E-mail" error={errors.email?.message}>
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
        <FormError error={submission.error} />
        <SubmitButton isPending={isSubmitting}>Mail me a link</SubmitButton>
        <SignInLink />
      </form>
    </CenteredCard>
  );
}
