import { CatchBoundary } from "@tanstack/react-router";
import { useIsToasterNeeded } from "#components/ui/toast-queue.ts";
import { onDemand } from "#lib/on-demand.tsx";

export { toast } from "#components/ui/toast-queue.ts";

const ToastList = onDemand(async () => (await import("#components/ui/toast-list.tsx")).ToastList);

/**
 * Where toasts appear; once, at the root. Its code is loaded with the first toast; when that cannot be had, the page
 * stays and the toast is lost.
 */
export function Toaster() {
  const isNeeded = useIsToasterNeeded();
  return (
    <CatchBoundary getResetKey={() => "toaster"} errorComponent={() => null}>
      {isNeeded && <ToastList />}
    </CatchBoundary>
  );
}
