import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_app/guided-setup")({ staticData: { crumb: "Guided setup" } });
