import { createFileRoute } from "@tanstack/react-router";

/** Gives the page of one role the way back to the list, which stands in the frame of tabs. */
export const Route = createFileRoute("/_app/access-control/_role")({
  staticData: { crumb: "Organization Roles", crumbTo: { path: "/access-control/roles" } },
});
