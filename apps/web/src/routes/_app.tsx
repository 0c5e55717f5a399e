import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { loadConnectionWarnings } from "#components/connection-warnings/load-connection-warnings.ts";
import { AppShell } from "#components/layout/app-shell.tsx";
import { RootError } from "#components/layout/route-error.tsx";
import { describeError, isSignedOut } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { sessionOptions } from "#lib/session.ts";

/** Everything behind sign-in. */
export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ location, search }) => {
    try {
      const session = await queryClient.ensureQueryData(sessionOptions());
      const { organization, organizations, isSecondFactorMissing } = session;
      if (organizations.length > 1 && search.org === undefined) {
        throw redirect({ to: ".", search: (old) => ({ ...old, org: organization.slug }), replace: true });
      }
      // The one page that the server still answers is where to set it up.
      if (isSecondFactorMissing && location.pathname !== "/account") throw redirect({ to: "/account", replace: true });
    } catch (error) {
      // An address of an organization that does not let this person in, or was renamed: to one that does.
      if (describeError(error).code === "organization.not_found") throw redirect({ href: "/", reloadDocument: true });
      if (isSignedOut(error)) throw redirect({ to: "/sign-in", search: { redirect: location.href } });
      throw error;
    }
  },
  loader: loadConnectionWarnings,
  errorComponent: RootError,
  component: () => (
    <AppShell>
      <Outlet />
    </AppShell>
  ),
});
