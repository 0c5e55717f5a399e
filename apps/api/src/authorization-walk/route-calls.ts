import type { Call } from "./calls.ts";
import { ANYBODY, organization, project } from "./needs.ts";
import { IDENTITY_ROUTES } from "./routes/identity-routes.ts";
import { PROJECT_ROUTES } from "./routes/project-routes.ts";
import { ROLE_ROUTES } from "./routes/role-routes.ts";
import { route } from "./routes/route.ts";
import { SECRET_ROUTES } from "./routes/secret-routes.ts";
import { VAULT_ROUTES } from "./routes/vault-routes.ts";

const PUBLIC = [
  "POST /api/auth/sign-in/email",
  "POST /api/auth/sign-in/second-factor",
  "POST /api/auth/sign-out",
  "GET /api/status",
  "GET /api/docs",
  "GET /api/docs/json",
  "GET /api/docs/style.css",
  "POST /api/v1/admin/bootstrap",
  "POST /api/v1/auth/kubernetes-auth/login",
  "POST /api/v1/auth/universal-auth/login",
  "POST /api/v1/auth/token/renew",
  "POST /api/v1/auth/token/revoke",
].map((name) => route(name, ANYBODY));

const ORGANIZATION = [
  route("GET /api/v1/audit-logs", organization("audit-logs:read")),
  route("POST /api/v1/organization/disable", organization("settings:edit")),
  route("GET /api/v1/access-tokens", organization("identity:get-token")),
  route("GET /api/v1/access-tokens/:accessTokenId", organization("identity:get-token")),
  route("POST /api/v1/access-tokens/revoke", organization("identity:delete-token"), {
    body: ({ accessTokenId }) => ({ accessTokenIds: [accessTokenId] }),
    isBounded: true,
  }),
  route("POST /api/v1/access-tokens/:accessTokenId/revoke", organization("identity:delete-token"), { isBounded: true }),
];

/** Every route of the REST API. */
export const ROUTE_CALLS: readonly Call[] = [
  ...PUBLIC,
  ...ORGANIZATION,
  ...IDENTITY_ROUTES,
  ...PROJECT_ROUTES,
  ...ROLE_ROUTES,
  ...SECRET_ROUTES,
  ...VAULT_ROUTES,
];

/** A file for the person who is signed in: not for access tokens. */
export const DOWNLOAD_CALLS: readonly Call[] = [
  route("GET /api/downloads/audit-log", organization("audit-logs:read"), { query: () => ({ format: "jsonl" }) }),
  route("GET /api/downloads/project", project("secrets:describeSecret", "secrets:readValue"), {
    query: ({ projectId }) => ({ projectId }),
  }),
  route("GET /api/downloads/secrets", project("secrets:describeSecret", "secrets:readValue"), {
    query: ({ projectId }) => ({ projectId, environment: "dev", format: "env" }),
  }),
];
