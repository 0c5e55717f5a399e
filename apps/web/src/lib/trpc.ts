import type { AppRouter } from "@podpass/api/router";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { chosenOrganization } from "#lib/chosen-organization.ts";
import { queryClient } from "#lib/query-client.ts";

/** For the rare call that is neither a query nor a change of React Query's. */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: "/api/trpc",
      maxURLLength: 4000,
      headers: () => {
        const organization = chosenOrganization();
        return organization === null ? {} : { "x-podpass-organization": organization };
      },
    }),
  ],
});

/** Options for React Query of every procedure: `useQuery(trpc.project.list.queryOptions({ ... }))`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });

/** What each procedure answers, as it arrives here. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
