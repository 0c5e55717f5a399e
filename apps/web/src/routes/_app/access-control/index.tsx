import { can } from "@podpass/contracts";
import { createFileRoute, redirect } from "@tanstack/react-router";
import { queryClient } from "#lib/query-client.ts";
import { sessionOptions } from "#lib/session.ts";

export const Route = createFileRoute("/_app/access-control/")({
  beforeLoad: async () => {
    const { rules } = await queryClient.ensureQueryData(sessionOptions());
    throw redirect({ to: can(rules, "member:read") ? "/access-control/users" : "/access-control/identities" });
  },
});
