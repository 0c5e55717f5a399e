import { createFileRoute } from "@tanstack/react-router";

/** Gives the pages that look over a project's secrets the way back to them. */
export const Route = createFileRoute("/_app/projects/$projectId/_secrets")({
  staticData: { crumb: "Secrets", crumbTo: { path: "/projects/$projectId/secrets" } },
});
