import { createFileRoute, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { RootError } from "#components/layout/route-error.tsx";
import { SecondFactorPage } from "#features/session/pages/second-factor-page.tsx";
import { SignInPage } from "#features/session/pages/sign-in-page.tsx";
import { queryClient } from "#lib/query-client.ts";
import { safeRedirect } from "#lib/safe-redirect.ts";
import { trpc } from "#lib/trpc.ts";

const Search = z.object({
  redirect: z.string().optional().catch(undefined),
  /** The first step is done, here or at the sign-in service. */
  step: z.enum(["second-factor"]).optional().catch(undefined),
  /** The sign-in service did not let the person in. */
  problem: z.enum(["oidc"]).optional().catch(undefined),
});

export const Route = createFileRoute("/sign-in")({
  validateSearch: Search,
  beforeLoad: async () => {
    const { isSetUp } = await queryClient.fetchQuery(trpc.setup.status.queryOptions());
    if (!isSetUp) throw redirect({ to: "/setup" });
  },
  loader: () => queryClient.ensureQueryData(trpc.session.signInOptions.queryOptions()),
  errorComponent: RootError,
  component: SignInRoute,
});

function SignInRoute() {
  const search = Route.useSearch();
  const { oidcLabel } = Route.useLoaderData();
  const navigate = Route.useNavigate();
  const redirectTo = safeRedirect(search.redirect);
  const goTo = (step: "second-factor" | undefined) => navigate({ search: { ...search, step }, replace: true });
  return search.step === "second-factor" ? (
    <SecondFactorPage redirectTo={redirectTo} onStartOver={() => goTo(undefined)} />
  ) : (
    <SignInPage
      redirectTo={redirectTo}
      oidcLabel={oidcLabel}
      hasOidcFailed={search.problem === "oidc"}
      onSecondFactor={() => goTo("second-factor")}
    />
  );
}
