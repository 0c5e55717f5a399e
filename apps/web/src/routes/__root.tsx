import { createRootRoute, Outlet, retainSearchParams } from "@tanstack/react-router";
import { z } from "zod";
import { RootNotFound } from "#components/layout/not-found.tsx";
import { RootError } from "#components/layout/route-error.tsx";

/** A slug may look like a number, which the router reads it as. */
const Org = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const Route = createRootRoute({
  validateSearch: z.object({ org: Org.optional().catch(undefined) }),
  // Every link stays in the organization that the tab shows.
  search: { middlewares: [retainSearchParams(["org"])] },
  component: Outlet,
  errorComponent: RootError,
  notFoundComponent: RootNotFound,
});
