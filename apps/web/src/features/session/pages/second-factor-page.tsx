import { ProveSecondFactorInput } from "@podpass/contracts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { CenteredCard } from "#components/centered-card.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { proveSecondFactor } from "#lib/auth-client.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { keepFocus } from "#lib/keep-focus.ts";
import { queryClient } from "#lib/query-client.ts";

interface SecondFactorPageProps {
  redirectTo: string;
  onStartOver: () => Promise<void>;
}

/** The second step of signing in. */
export function SecondFactorPage({ redirectTo, onStartOver }: SecondFactorPageProps) {
  const navigate = useNavigate();
  const [isAppLost, setAppLost] = useState(false);
  const form = useZodForm(ProveSecondFactorInput, { code: "" });
  const { errors, isSubmitting } = form.formState;
  const submission = useFormSubmission(form, async (values) => {
    await proveSecondFactor(values);
    queryClient.clear();
    await navigate({ to: redirectTo, replace: true });
  });

  function changeProof(): void {
    setAppLost(!isAppLost);
    form.reset();
    form.setFocus("code");
  }

  return (
    <CenteredCard title="Second step" purpose="Your password was right. Now show that it is you.">
      <form noValidate onSubmit={submission.onSubmit} className="flex flex-col gap-4">
        <Field
          label={isAppLost ? "Recovery code" : "Code"}
          help={
            isAppLost ? "One of those you kept. Each can be used once." : "The six digits in your authenticator app."
          }
          error={errors.code?.message}
        >
          <Input
            autoComplete="one-time-code"
            inputMode={isAppLost ? "text" : "numeric"}
            autoFocus
            {...form.register("code")}
          />
        </Field>
        <FormError error={submission.error} />
        <SubmitButton isPending={isSubmitting}>Sign in</SubmitButton>
        <div className="flex flex-wrap gap-2">
          <Button variant="ghost" size="sm" onMouseDown={keepFocus} onClick={changeProof}>
            {isAppLost ? "Use the app instead" : "Use a recovery code"}
          </Button>
          <Button variant="ghost" size="sm" onMouseDown={keepFocus} onClick={() => void onStartOver()}>
            Start over
          </Button>
        </div>
      </form>
    </CenteredCard>
  );
}
