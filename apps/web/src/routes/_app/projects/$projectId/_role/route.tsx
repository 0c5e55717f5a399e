import { createFileRoute } from "@tanstack/react-router";

/** Gives the page of one role the way back to the list, which is a tab of the project's access. */
export const Route = createFileRoute("/_app/projects/$projectId/_role")({
  staticData: { crumb: "Project Roles", crumbTo: { path: "/projects/$projectId/access", search: { tab: "roles" } } },
});
