import { createFileRoute } from "@tanstack/react-router";
import { RootError } from "#components/layout/route-error.tsx";
import { ForgotPasswordPage } from "#features/session/pages/forgot-password-page.tsx";

export const Route = createFileRoute("/forgot-password")({
  errorComponent: RootError,
  component: ForgotPasswordPage,
});
