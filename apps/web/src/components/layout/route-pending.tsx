import { Page } from "#components/page.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** A page while its data is on the way: header, then content, where they will be. */
export function RoutePending() {
  return (
    <Page>
      <div role="status" className="flex flex-col gap-2">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-7! w-48" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <Skeleton className="h-64! w-full rounded-md!" />
    </Page>
  );
}
