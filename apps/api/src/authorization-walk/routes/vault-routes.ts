import type { Call } from "../calls.ts";
import { ANY_ROLE, ANYBODY, KNOWN, project } from "../needs.ts";
import { type RouteOptions, route } from "./route.ts";

const EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const onMount: RouteOptions["params"] = ({ projectId }) => ({ mount: projectId, "*": "dev" });

/** Vault's API. What a token asks of itself needs the token alone; writing is there to be refused. */
export const VAULT_ROUTES: readonly Call[] = [
  ...[
    "GET /v1/sys/health",
    "GET /v1/sys/init",
    "GET /v1/sys/seal-status",
    "GET /v1/auth/token/lookup-self",
    ...["POST", "PUT"].flatMap((method) =>
      ["auth/*", "auth/token/renew-self", "auth/token/revoke-self"].map((url) => `${method} /v1/${url}`),
    ),
    ...["POST", "PUT", "PATCH", "DELETE"].map((method) => `${method} /v1/:mount/:kind/*`),
    ...["POST", "PUT"].map((method) => `${method} /v1/sys/wrapping/*`),
    ...EVERY_METHOD.map((method) => `${method} /v1/*`),
  ].map((name) => route(name, ANYBODY)),
  route("GET /v1/sys/internal/ui/mounts", KNOWN),
  ...["", "/*"].map((more) => route(`GET /v1/sys/internal/ui/mounts/:mount${more}`, ANY_ROLE, { params: onMount })),
  route("GET /v1/:mount/data/*", project("secrets:describeSecret", "secrets:readValue"), { params: onMount }),
  route("GET /v1/:mount/metadata", ANY_ROLE, { params: onMount, query: () => ({ list: "true" }) }),
  route("GET /v1/:mount/metadata/*", project("secrets:describeSecret"), { params: onMount }),
];
