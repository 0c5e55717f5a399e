import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/access-control")({ staticData: { crumb: "Access Control" } });
