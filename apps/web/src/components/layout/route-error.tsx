import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ErrorState } from "#components/error-state.tsx";
import { Page } from "#components/page.tsx";

/** In the place of a page whose data could not be had. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  async function retry(): Promise<void> {
    await router.invalidate();
    reset();
  }
  return (
    <Page>
      <title>Error · Podpass</title>
      <h1 className="sr-only">Error</h1>
      <ErrorState title="This page could not be shown" error={error} onRetry={retry} />
    </Page>
  );
}

/** The same where there is no frame around it. */
export function RootError(props: ErrorComponentProps) {
  return (
    <main>
      <RouteError {...props} />
    </main>
  );
}
