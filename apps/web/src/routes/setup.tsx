import { createFileRoute, redirect } from "@tanstack/react-router";
import { RootError } from "#components/layout/route-error.tsx";
import { SetupPage } from "#features/setup/pages/setup-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/setup")({
  beforeLoad: async () => {
    const { isSetUp } = await queryClient.fetchQuery(trpc.setup.status.queryOptions());
    if (isSetUp) throw redirect({ to: "/sign-in" });
  },
  errorComponent: RootError,
  component: SetupPage,
});
