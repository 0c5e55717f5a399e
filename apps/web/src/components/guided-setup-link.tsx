import { Route } from "lucide-react";
import { LinkButton } from "#components/link-button.tsx";
import { useCan } from "#lib/can.ts";
import { canSetUp } from "#lib/can-set-up.ts";

/** The way into the guided setup, for whoever may do it. */
export function GuidedSetupLink() {
  if (!canSetUp(useCan())) return null;
  return (
    <LinkButton to="/guided-setup">
      <Route aria-hidden />
      Guided setup
    </LinkButton>
  );
}
