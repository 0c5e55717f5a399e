import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isRetryable, isSignedOut } from "#lib/errors.ts";

declare module "@tanstack/react-query" {
  interface Register {
    /** `isSessionProbe`: being signed out is an expected answer of this query, which its caller handles. */
    queryMeta: { isSessionProbe?: boolean };
  }
}

const MAX_RETRIES = 2;
const signedOutListeners = new Set<() => void>();

/** Calls `listener` whenever the server answers that the session is gone. Returns the function that stops it. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function tellWhenSignedOut(error: unknown): void {
  if (!isSignedOut(error)) return;
  for (const listener of signedOutListeners) listener();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (!query.meta?.isSessionProbe) tellWhenSignedOut(error);
    },
  }),
  mutationCache: new MutationCache({ onError: tellWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failureCount, error) => failureCount < MAX_RETRIES && isRetryable(error),
    },
  },
});
