import { createFileRoute, useLocation } from "@tanstack/react-router";
import { RootError } from "#components/layout/route-error.tsx";
import { ResetPasswordPage } from "#features/session/pages/reset-password-page.tsx";

export const Route = createFileRoute("/reset-password")({
  errorComponent: RootError,
  component: ResetPasswordRoute,
});

function ResetPasswordRoute() {
  return <ResetPasswordPage token={useLocation({ select: ({ hash }) => hash })} />;
}
