import { createRootRoute, Outlet } from "@tanstack/react-router";
import { RootNotFound } from "#components/layout/not-found.tsx";
import { RootError } from "#components/layout/route-error.tsx";

export const Route = createRootRoute({
  component: Outlet,
  errorComponent: RootError,
  notFoundComponent: RootNotFound,
});
