import { useBlocker } from "@tanstack/react-router";

export interface UnsavedGuard {
  /** True while the person is being asked whether to leave. */
  isAsking: boolean;
  leave: () => void;
  stay: () => void;
}

/** Holds back navigation, closing the tab included, while `isDirty`; the caller renders the question. */
export function useUnsavedGuard(isDirty: boolean): UnsavedGuard {
  const blocker = useBlocker({
    // A change of search alone (a tab, a filter) leaves the form where it is.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return {
    isAsking: blocker.status === "blocked",
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}
