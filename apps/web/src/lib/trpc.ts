import type { AppRouter } from "@podpass/api/router";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { queryClient } from "#lib/query-client.ts";

const client = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/api/trpc", maxURLLength: 4000 })],
});

/** Options for React Query of every procedure: `useQuery(trpc.project.list.queryOptions({ ... }))`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });

/** What each procedure answers, as it arrives here. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
