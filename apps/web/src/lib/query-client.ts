import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isRetryable, isSecondFactorMissing, isSignedOut, retryDelayMs } from "#lib/errors.ts";

declare module "@tanstack/react-query" {
  interface Register {
    /** `isSessionProbe`: being signed out is an expected answer of this query, which its caller handles. */
    queryMeta: { isSessionProbe?: boolean };
  }
}

const MAX_RETRIES = 2;
const listeners = { signedOut: new Set<() => void>(), secondFactorMissing: new Set<() => void>() };

/**
 * Calls `listener` whenever the server answers that the session is gone, or that the organization now asks for a second
 * factor the person lacks. Returns the function that stops it.
 */
export function onShutOut(reason: keyof typeof listeners, listener: () => void): () => void {
  listeners[reason].add(listener);
  return () => listeners[reason].delete(listener);
}

function tellWhenShutOut(error: unknown): void {
  if (isSignedOut(error)) for (const listener of listeners.signedOut) listener();
  if (isSecondFactorMissing(error)) for (const listener of listeners.secondFactorMissing) listener();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (!query.meta?.isSessionProbe) tellWhenShutOut(error);
    },
  }),
  mutationCache: new MutationCache({ onError: tellWhenShutOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failureCount, error) => failureCount < MAX_RETRIES && isRetryable(error),
      retryDelay: retryDelayMs,
    },
  },
});
