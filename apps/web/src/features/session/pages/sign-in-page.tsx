import { Email } from "@podpass/contracts";
import { Link, useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { CenteredCard } from "#components/centered-card.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { OidcLink } from "#features/session/components/oidc-link.tsx";
import { signIn } from "#lib/auth-client.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";

const SignInForm = z.object({ email: Email, password: z.string().min(1, "Must not be empty") });

interface SignInPageProps {
  redirectTo: string;
  /** What the sign-in service is called; null: there is none. */
  oidcLabel: string | null;
  /** Whether the sign-in service has just sent the person back without letting them in. */
  hasOidcFailed: boolean;
  /** Goes on to the second step. */
  onSecondFactor: () => Promise<void>;
}

export function SignInPage({ redirectTo, oidcLabel, hasOidcFailed, onSecondFactor }: SignInPageProps) {
  const navigate = useNavigate();
  const form = useZodForm(SignInForm, { email: "", password: "" });
  const { errors, isSubmitting } = form.formState;
  const submission = useFormSubmission(form, async (values) => {
    const { isSignedIn } = await signIn(values);
    if (!isSignedIn) return onSecondFactor();
    queryClient.clear();
    return navigate({ to: redirectTo, replace: true });
  });

  return (
    <CenteredCard title="Sign in" purpose="Manage projects, secrets and who may read them.">
      {oidcLabel !== null && <OidcLink label={oidcLabel} redirectTo={redirectTo} hasFailed={hasOidcFailed} />}
      <form noValidate onSubmit={submission.onSubmit} className="flex flex-col gap-4">
        <Field label="E-mail" error={errors.email?.message}>
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
        <Field label="Password" error={errors.password?.message}>
          <Input type="password" autoComplete="current-password" {...form.register("password")} />
        </Field>
        <FormError error={submission.error} />
        <SubmitButton isPending={isSubmitting}>Sign in</SubmitButton>
        <Link to="/forgot-password" className="w-fit text-accent-text hover:underline">
          Forgot your password?
        </Link>
      </form>
    </CenteredCard>
  );
}
