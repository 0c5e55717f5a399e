import { createFileRoute, Outlet, redirect } from "@tanstack/react-router";
import { AppShell } from "#components/layout/app-shell.tsx";
import { RootError } from "#components/layout/route-error.tsx";
import { isSignedOut } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";
import { sessionOptions } from "#lib/session.ts";

/** Everything behind sign-in. */
export const Route = createFileRoute("/_app")({
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionOptions());
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: "/sign-in", search: { redirect: location.href } });
      throw error;
    }
  },
  errorComponent: RootError,
  component: () => (
    <AppShell>
      <Outlet />
    </AppShell>
  ),
});
