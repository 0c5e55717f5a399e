import { createFileRoute } from "@tanstack/react-router";
import { RootError } from "#components/layout/route-error.tsx";
import { ForgotPasswordPage } from "#features/session/pages/forgot-password-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";

export const Route = createFileRoute("/forgot-password")({
  loader: () => queryClient.ensureQueryData(trpc.session.signInOptions.queryOptions()),
  errorComponent: RootError,
  component: ForgotPasswordRoute,
});

function ForgotPasswordRoute() {
  const { canResetByMail } = Route.useLoaderData();
  return <ForgotPasswordPage canResetByMail={canResetByMail} />;
}
