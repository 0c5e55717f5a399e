import { createFileRoute, redirect } from "@tanstack/react-router";
import { RootError } from "#components/layout/route-error.tsx";
import { keepInvitationToken } from "#features/invitations/lib/invitation-token.ts";
import { InvitationPage } from "#features/invitations/pages/invitation-page.tsx";

export const Route = createFileRoute("/invitation")({
  beforeLoad: ({ location }) => {
    if (location.hash === "") return;
    // The token does not stay in the address, which people copy and screens show.
    keepInvitationToken(location.hash);
    throw redirect({ to: "/invitation", hash: "", replace: true });
  },
  errorComponent: RootError,
  component: InvitationPage,
});
