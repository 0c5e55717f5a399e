import { CreateFirstAdminInput, PASSWORD_RULE } from "@podpass/contracts";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CenteredCard } from "#components/centered-card.tsx";
import { FormError } from "#components/form-error.tsx";
import { SubmitButton } from "#components/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { signIn } from "#lib/auth-client.ts";
import { useFormSubmission, useZodForm } from "#lib/form.ts";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

const SetupForm = CreateFirstAdminInput.required({ name: true });

/** The first visit: who runs this instance, and for which organization. */
export function SetupPage() {
  const navigate = useNavigate();
  const form = useZodForm(SetupForm, { name: "", email: "", password: "", organization: "" });
  const create = useMutation(trpc.setup.createFirstAdmin.mutationOptions());
  const { errors, isSubmitting } = form.formState;
  const submission = useFormSubmission(form, async (values) => {
    await create.mutateAsync(values);
    await signIn(values);
    queryClient.clear();
    await navigate({ to: "/" });
  });

  return (
    <CenteredCard title="Welcome" purpose="Create the first administrator and the organization.">
      <form noValidate onSubmit={submission.onSubmit} className="flex flex-col gap-4">
        <Field label="Your name" error={errors.name?.message}>
          <Input autoComplete="name" {...form.register("name")} />
        </Field>
        <Field label="E-mail" error={errors.email?.message}>
          <Input type="email" autoComplete="username" {...form.register("email")} />
        </Field>
        <Field label="Password" help={PASSWORD_RULE} error={errors.password?.message}>
          <Input type="password" autoComplete="new-password" {...form.register("password")} />
        </Field>
        <Field label="Organization" help="Projects and identities belong to it." error={errors.organization?.message}>
          <Input autoComplete="organization" {...form.register("organization")} />
        </Field>
        <FormError error={submission.error} />
        <SubmitButton isPending={isSubmitting}>Create administrator</SubmitButton>
      </form>
    </CenteredCard>
  );
}
