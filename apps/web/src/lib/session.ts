import { useSuspenseQuery } from "@tanstack/react-query";
import { trpc } from "#lib/trpc.ts";

/** Who is signed in. Fails with 401 when nobody is, which the caller handles: it decides where to go. */
export function sessionOptions() {
  return trpc.session.current.queryOptions(undefined, { meta: { isSessionProbe: true }, staleTime: 60_000 });
}

/** The session, in pages behind sign-in, where it is always there. */
export function useSession() {
  return useSuspenseQuery(sessionOptions()).data;
}
