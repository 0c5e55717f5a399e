import { useBlocker } from "@tanstack/react-router";

export interface UnsavedGuard {
  /** True while the person is being asked whether to leave. */
  isAsking: boolean;
  leave: () => void;
  stay: () => void;
}

/**
 * Holds back navigation, closing the tab included, while `isDirty`; the caller renders the question. A form that a part
 * of the URL's search opens names it: changing that part is leaving too.
 */
export function useUnsavedGuard(isDirty: boolean, openedBy?: string): UnsavedGuard {
  const blocker = useBlocker({
    // A change of search alone (a tab, a filter) leaves the form where it is.
    shouldBlockFn: ({ current, next }) =>
      isDirty && (current.pathname !== next.pathname || isChanged(openedBy, current.search, next.search)),
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return {
    isAsking: blocker.status === "blocked",
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}

function isChanged(part: string | undefined, before: object, after: object): boolean {
  return part !== undefined && Reflect.get(before, part) !== Reflect.get(after, part);
}
