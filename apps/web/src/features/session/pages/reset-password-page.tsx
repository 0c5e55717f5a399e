import { PASSWORD_RULE, ResetPasswordInput } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CenteredCard } from "#components/centered-card.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SignInLink } from "#features/session/components/sign-in-link.tsx";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { trpc } from "#lib/trpc.ts";

const NewPassword = ResetPasswordInput.pick({ newPassword: true });

/** Where the link of a reset leads. Its token stands behind the #, which browsers send to nobody. */
export function ResetPasswordPage({ token }: { token: string }) {
  return token === "" ? <LinkMissing /> : <ChoosePassword token={token} />;
}

function LinkMissing() {
  return (
    <CenteredCard
      title="New password"
      purpose="This page needs the whole link of the mail, with what stands behind the #. Open it from the mail, or ask for another."
    >
      <Link to="/forgot-password" className="w-fit text-accent-text hover:underline">
        Ask for another link
      </Link>
      <SignInLink />
    </CenteredCard>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const form = useZodForm(NewPassword, { newPassword: "" });
  const reset = useMutation(trpc.passwordReset.reset.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const submission = useFormSubmission(form, ({ newPassword }) => reset.mutateAsync({ token, newPassword }));

  if (reset.isSuccess) {
    return (
      <CenteredCard title="Password set" purpose="Wherever you were signed in, you are signed out now.">
        <SignInLink />
      </CenteredCard>
    );
  }
  return (
    <CenteredCard title="New password" purpose="Choose the password you sign in with from now on.">
      <form noValidate onSubmit={submission.onSubmit} className="flex flex-col gap-4">
        <Field label="New password" help={PASSWORD_RULE} error={errors.newPassword?.message}>
          <Input type="password" autoComplete="new-password" {...form.register("newPassword")} />
        </Field>
        <FormError error={submission.error} />
        <SubmitButton isPending={isSubmitting}>Set password</SubmitButton>
        <SignInLink />
      </form>
    </CenteredCard>
  );
}
