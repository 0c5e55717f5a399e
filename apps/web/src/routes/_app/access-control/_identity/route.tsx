import { createFileRoute } from "@tanstack/react-router";

/** Gives the pages of one identity the way back to the list, which stands in the frame of tabs. */
export const Route = createFileRoute("/_app/access-control/_identity")({
  staticData: { crumb: "Identities", crumbTo: { path: "/access-control/identities" } },
});
