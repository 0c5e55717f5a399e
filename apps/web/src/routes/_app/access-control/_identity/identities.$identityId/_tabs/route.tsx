import { createFileRoute, Outlet } from "@tanstack/react-router";
import { IdentityFrame } from "#features/identities/pages/identity-frame.tsx";

/** What there is to see of one identity, under one header; the pages of its login methods stand beside this frame. */
export const Route = createFileRoute("/_app/access-control/_identity/identities/$identityId/_tabs")({
  component: IdentityTabsRoute,
});

function IdentityTabsRoute() {
  const { identityId } = Route.useParams();
  return (
    <IdentityFrame identityId={identityId}>
      <Outlet />
    </IdentityFrame>
  );
}
