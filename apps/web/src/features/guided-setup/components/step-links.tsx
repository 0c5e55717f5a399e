import { ArrowLeft, ArrowRight } from "lucide-react";
import { LinkButton } from "#components/link-button.tsx";
import type { SetupStep } from "#features/guided-setup/lib/setup-steps.ts";

export function BackLink({ to }: { to: SetupStep }) {
  return (
    <LinkButton
      to="/guided-setup/$step"
      params={{ step: to }}
      search={(old) => ({ ...old, isEditing: undefined })}
      variant="ghost"
    >
      <ArrowLeft aria-hidden />
      Back
    </LinkButton>
  );
}

interface NextLinkProps {
  to: SetupStep;
  children: string;
}

export function NextLink({ to, children }: NextLinkProps) {
  return (
    <LinkButton
      to="/guided-setup/$step"
      params={{ step: to }}
      search={(old) => ({ ...old, isEditing: undefined })}
      variant="primary"
    >
      {children}
      <ArrowRight aria-hidden />
    </LinkButton>
  );
}
