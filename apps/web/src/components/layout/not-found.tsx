import { EmptyState } from "#components/empty-state.tsx";
import { LinkButton } from "#components/link-button.tsx";
import { Page, PageHeader } from "#components/page.tsx";

export function NotFound() {
  return (
    <Page>
      <PageHeader title="Page not found" />
      <EmptyState
        text="There is nothing at this address. The link may be old, or mistyped."
        action={
          <LinkButton to="/" variant="primary">
            Go to the projects
          </LinkButton>
        }
      />
    </Page>
  );
}

/** The same where there is no frame around it. */
export function RootNotFound() {
  return (
    <main>
      <NotFound />
    </main>
  );
}
