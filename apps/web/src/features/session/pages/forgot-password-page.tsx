import { CenteredCard } from "#components/centered-card.tsx";
import { CommandLine } from "#components/command-line.tsx";
import { SignInLink } from "#features/session/components/sign-in-link.tsx";

/** For who forgot their password: whom to ask. */
export function ForgotPasswordPage() {
  return (
    <CenteredCard
      title="Forgot your password?"
      purpose="Ask whoever runs this server for a link to choose a new one. They make it on the server with this command."
    >
      <CommandLine line="npm run user:reset-password -- EMAIL" label="the command" />
      <SignInLink />
    </CenteredCard>
  );
}
