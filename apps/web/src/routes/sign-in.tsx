import { createFileRoute, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { RootError } from "#components/layout/route-error.tsx";
import { SignInPage } from "#features/session/pages/sign-in-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { safeRedirect } from "#lib/safe-redirect.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/sign-in")({
  validateSearch: z.object({ redirect: z.string().optional().catch(undefined) }),
  beforeLoad: async () => {
    const { isSetUp } = await queryClient.fetchQuery(trpc.setup.status.queryOptions());
    if (!isSetUp) throw redirect({ to: "/setup" });
  },
  errorComponent: RootError,
  component: SignInRoute,
});

function SignInRoute() {
  const search = Route.useSearch();
  return <SignInPage redirectTo={safeRedirect(search.redirect)} />;
}
