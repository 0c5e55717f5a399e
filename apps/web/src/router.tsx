import { createRouter } from "@tanstack/react-router";
import { NotFound } from "#components/layout/not-found.tsx";
import { RouteError } from "#components/layout/route-error.tsx";
import { RoutePending } from "#components/layout/route-pending.tsx";
import { onShutOut, queryClient } from "#lib/query-client.ts";
import { trpc } from "#lib/trpc.ts";
import { routeTree } from "./routeTree.gen.ts";

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  // React Query decides what is fresh.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: RoutePending,
  scrollRestoration: true,
});

onShutOut("signedOut", () => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in" || pathname === "/setup") return;
  queryClient.clear();
  void router.navigate({ to: "/sign-in", search: { redirect: href } });
});

// The session was read before that was asked for; by the one of now the way leads to the account.
onShutOut("secondFactorMissing", async () => {
  if (router.state.location.pathname === "/account") return;
  await queryClient.invalidateQueries(trpc.session.pathFilter());
  await router.invalidate();
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
