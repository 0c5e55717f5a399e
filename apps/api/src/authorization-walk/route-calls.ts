import type { Call, Request } from "./calls.ts";
import { ANY_ROLE, ANYBODY, KNOWN, type Needs, organization, project } from "./needs.ts";
import { CLOSED_API_SERVER, type Things } from "./things.ts";

type Given = Record<string, unknown>;

interface Options {
  body?: (things: Things) => Given;
  query?: (things: Things) => Record<string, string>;
  isBounded?: boolean;
  /** Other values for the parameters in the address. */
  params?: (things: Things) => Record<string, string>;
}

/** A route of the REST API, by its pattern in the route table. */
function route(name: string, needs: Needs, { body, query, params, isBounded = false }: Options = {}): Call {
  const [method = "", pattern = ""] = name.split(" ");
  return {
    name,
    needs,
    isBounded,
    requestFor(things): Request {
      const values = { ...parametersOf(things), ...params?.(things) };
      const url = pattern.replaceAll(/:\w+|\*/g, (place) => values[place.replace(":", "")] ?? place);
      const given = body ? body(things) : method === "GET" ? undefined : {};
      return { method, url, ...(given ? { body: given } : {}), ...(query ? { query: query(things) } : {}) };
    },
  };
}

/** What stands in the place of a parameter. */
function parametersOf(things: Things): Record<string, string> {
  return {
    identityId: things.identityId,
    clientSecretId: things.clientSecretId,
    accessTokenId: things.accessTokenId,
    tokenId: things.accessTokenId,
    organizationId: things.organizationId,
    projectId: things.projectId,
    project: things.projectId,
    slug: things.projectSlug,
    environmentId: things.environmentId,
    folderId: things.folderId,
    folderIdOrName: things.folderId,
    tagId: things.tagId,
    tagSlug: `${things.projectSlug.replace(/-slug$/, "")}-tag`,
    importId: things.importId,
    membershipId: things.membershipId,
    secretId: things.secretId,
    secretName: "KEY",
    roleSlug: "viewer",
  };
}

const inEnvironment = ({ projectId }: Things) => ({ projectId, workspaceId: projectId, environment: "dev" });
const onOther: Options["params"] = ({ otherIdentityId }) => ({ identityId: otherIdentityId });

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

const IDENTITIES = [
  route("GET /api/v1/identities/details", KNOWN),
  route("GET /api/v1/identities", organization("identity:read")),
  route("POST /api/v1/identities/search", organization("identity:read")),
  route("POST /api/v1/identities", organization("identity:create"), {
    body: ({ wanted }) => ({ name: "new", role: wanted.organizationRole }),
    isBounded: true,
  }),
  route("GET /api/v1/identities/:identityId", organization("identity:read")),
  route("GET /api/v1/identities/:identityId/identity-memberships", organization("identity:read")),
  route("PATCH /api/v1/identities/:identityId", organization("identity:edit"), {
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route("DELETE /api/v1/identities/:identityId", organization("identity:delete"), { isBounded: true }),
];

const LOGIN_METHODS = (
  [
    ["kubernetes-auth", () => CLOSED_API_SERVER, () => ({ allowedNames: "web" })],
    ["universal-auth", () => ({}), () => ({ accessTokenTTL: 60 })],
    ["token-auth", () => ({}), () => ({ accessTokenTTL: 60 })],
  ] as const
).flatMap(([method, attached, changed]) => {
  const url = `/api/v1/auth/${method}/identities/:identityId`;
  const isBounded = true;
  return [
    route(`GET ${url}`, organization("identity:read")),
    route(`POST ${url}`, organization("identity:edit-auth"), { body: attached, params: onOther, isBounded }),
    route(`PATCH ${url}`, organization("identity:edit-auth"), { body: changed, isBounded }),
    route(`DELETE ${url}`, organization("identity:edit-auth"), { isBounded }),
  ];
});

const KUBERNETES = "/api/v1/auth/kubernetes-auth/identities/:identityId";
const UNIVERSAL = "/api/v1/auth/universal-auth/identities/:identityId";
const TOKEN_AUTH = "/api/v1/auth/token-auth";

const CREDENTIALS = [
  route(`GET ${KUBERNETES}/connection-check`, organization("identity:read")),
  route(`POST ${KUBERNETES}/connection-check`, organization("identity:edit-auth"), { isBounded: true }),
  route(`POST ${UNIVERSAL}/clear-lockouts`, organization("identity:edit-auth"), { isBounded: true }),
  route(`GET ${UNIVERSAL}/client-secrets`, organization("identity:read")),
  route(`POST ${UNIVERSAL}/client-secrets`, organization("identity:edit-auth"), { isBounded: true }),
  route(`GET ${UNIVERSAL}/client-secrets/:clientSecretId`, organization("identity:read")),
  route(`POST ${UNIVERSAL}/client-secrets/:clientSecretId/revoke`, organization("identity:edit-auth"), {
    isBounded: true,
  }),
  route(`GET ${TOKEN_AUTH}/identities/:identityId/tokens`, organization("identity:get-token")),
  route(`POST ${TOKEN_AUTH}/identities/:identityId/tokens`, organization("identity:create-token"), { isBounded: true }),
  route(`GET ${TOKEN_AUTH}/tokens/:tokenId`, organization("identity:get-token")),
  route(`PATCH ${TOKEN_AUTH}/tokens/:tokenId`, organization("identity:create-token"), {
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route(`POST ${TOKEN_AUTH}/tokens/:tokenId/revoke`, organization("identity:delete-token"), { isBounded: true }),
];

const PROJECTS = [
  route("GET /api/v1/projects", KNOWN),
  route("GET /api/v1/workspace", KNOWN),
  ...["/api/v1/projects", "/api/v2/workspace"].map((url) =>
    route(`POST ${url}`, organization("project:create"), { body: () => ({ projectName: "new" }) }),
  ),
  ...[
    "/api/v1/projects/:projectId",
    "/api/v1/workspace/:projectId",
    "/api/v1/projects/slug/:slug",
    "/api/v1/workspace/slug/:slug",
    "/api/v2/workspace/:slug",
  ].map((url) => route(`GET ${url}`, ANY_ROLE)),
  ...["/api/v1/projects/:projectId", "/api/v2/workspace/:slug"].map((url) =>
    route(`PATCH ${url}`, project("project:edit"), { body: () => ({ name: "renamed" }) }),
  ),
  ...["/api/v1/projects/:projectId", "/api/v1/workspace/:projectId", "/api/v2/workspace/:slug"].map((url) =>
    route(`DELETE ${url}`, project("project:delete")),
  ),
];

const ENVIRONMENT_BY_ID = [route("GET /api/v1/workspace/environments/:environmentId", project("environments:read"))];

const ENVIRONMENTS_AND_TAGS = ["/api/v1/projects/:projectId", "/api/v1/workspace/:projectId"].flatMap((prefix) => [
  route(`POST ${prefix}/environments`, project("environments:create"), { body: () => ({ name: "QA", slug: "qa" }) }),
  route(`GET ${prefix}/environments/:environmentId`, project("environments:read")),
  route(`PATCH ${prefix}/environments/:environmentId`, project("environments:edit"), {
    body: () => ({ name: "renamed" }),
  }),
  route(`DELETE ${prefix}/environments/:environmentId`, project("environments:delete")),
  route(`GET ${prefix}/tags`, project("tags:read")),
  route(`GET ${prefix}/tags/:tagId`, project("tags:read")),
  route(`GET ${prefix}/tags/slug/:tagSlug`, project("tags:read")),
  route(`POST ${prefix}/tags`, project("tags:create"), { body: () => ({ slug: "new" }) }),
  route(`PATCH ${prefix}/tags/:tagId`, project("tags:edit"), { body: () => ({ color: "#ff0000" }) }),
  route(`DELETE ${prefix}/tags/:tagId`, project("tags:delete")),
]);

const MEMBERSHIPS = [
  ...[
    "/api/v1/projects/:projectId/memberships/identities",
    "/api/v1/projects/:projectId/identity-memberships",
    "/api/v2/workspace/:projectId/identity-memberships",
  ].flatMap((url) => [
    route(`GET ${url}`, project("identity:read")),
    route(`GET ${url}/:identityId`, project("identity:read")),
    route(`POST ${url}/:identityId`, project("identity:create"), {
      params: onOther,
      body: ({ wanted }) => ({ role: wanted.projectRole }),
      isBounded: true,
    }),
    route(`PATCH ${url}/:identityId`, project("identity:edit"), {
      body: () => ({ roles: [{ role: "no-access" }] }),
      isBounded: true,
    }),
    route(`DELETE ${url}/:identityId`, project("identity:delete"), { isBounded: true }),
  ]),
  ...["/api/v1/projects/:projectId/memberships", "/api/v2/workspace/:projectId/memberships"].map((url) =>
    route(`POST ${url}`, project("member:create"), {
      body: ({ otherUserEmail, wanted }) => ({ emails: [otherUserEmail], roleSlugs: [wanted.projectRole] }),
      isBounded: true,
    }),
  ),
  route("GET /api/v1/projects/:projectId/memberships/available-identities", project("identity:create")),
  route("GET /api/v1/projects/identity-memberships/:membershipId", project("identity:read")),
  route("GET /api/v2/workspace/identity-memberships/:membershipId", project("identity:read")),
];

const ORGANIZATION_ROLES = "/api/v1/organization/:organizationId";
const organizationRole: Options["params"] = ({ organizationRoleId }) => ({ roleId: organizationRoleId });

const ROLES = [
  route("GET /api/v1/projects/roles/:roleId", project("role:read"), {
    params: ({ projectRoleId }) => ({ roleId: projectRoleId }),
  }),
  route(`GET ${ORGANIZATION_ROLES}/permissions`, KNOWN),
  route(`GET ${ORGANIZATION_ROLES}/roles`, organization("role:read")),
  route(`GET ${ORGANIZATION_ROLES}/roles/:roleId`, organization("role:read"), { params: organizationRole }),
  route(`POST ${ORGANIZATION_ROLES}/roles`, organization("role:create"), {
    body: ({ wanted }) => ({ slug: "new", name: "New", permissions: wanted.organizationRules }),
    isBounded: true,
  }),
  route(`PATCH ${ORGANIZATION_ROLES}/roles/:roleId`, organization("role:edit"), {
    params: organizationRole,
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route(`DELETE ${ORGANIZATION_ROLES}/roles/:roleId`, organization("role:delete"), {
    params: organizationRole,
    isBounded: true,
  }),
  ...["/api/v1/projects/:project", "/api/v2/workspace/:project", "/api/v1/workspace/:project"].flatMap((prefix) => {
    const params: Options["params"] = ({ projectRoleId, projectId, projectSlug }) => ({
      roleId: projectRoleId,
      project: prefix.startsWith("/api/v1/workspace") ? projectSlug : projectId,
    });
    return [
      route(`GET ${prefix}/permissions`, ANY_ROLE, { params }),
      route(`GET ${prefix}/roles`, project("role:read"), { params }),
      route(`GET ${prefix}/roles/slug/:roleSlug`, project("role:read"), { params }),
      route(`GET ${prefix}/roles/:roleId`, project("role:read"), { params }),
      route(`POST ${prefix}/roles`, project("role:create"), {
        params,
        body: ({ wanted }) => ({ slug: "new", name: "New", permissions: wanted.projectRules }),
        isBounded: true,
      }),
      route(`PATCH ${prefix}/roles/:roleId`, project("role:edit"), {
        params,
        body: () => ({ name: "renamed" }),
        isBounded: true,
      }),
      route(`DELETE ${prefix}/roles/:roleId`, project("role:delete"), { params, isBounded: true }),
    ];
  }),
];

const FOLDERS_AND_IMPORTS = [
  ...["/api/v1/folders", "/api/v2/folders"].flatMap((url) => [
    route(`GET ${url}`, ANY_ROLE, { query: inEnvironment }),
    route(`GET ${url}/:folderId`, ANY_ROLE),
    route(`POST ${url}`, project("secret-folders:create"), {
      body: (things) => ({ ...inEnvironment(things), name: "new" }),
    }),
    route(`PATCH ${url}/:folderId`, project("secret-folders:edit"), {
      body: (things) => ({ ...inEnvironment(things), name: "renamed" }),
    }),
    route(`DELETE ${url}/:folderIdOrName`, project("secret-folders:delete"), { body: inEnvironment }),
  ]),
  ...["/api/v1/secret-imports", "/api/v2/secret-imports"].flatMap((url) => [
    route(`GET ${url}`, project("secret-imports:read"), { query: inEnvironment }),
    route(`GET ${url}/secrets`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/secrets/raw`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/:importId`, project("secret-imports:read")),
    route(`POST ${url}`, project("secret-imports:create"), {
      body: (things) => ({ ...inEnvironment(things), import: { environment: "staging", path: "/" } }),
    }),
    route(`PATCH ${url}/:importId`, project("secret-imports:edit"), {
      body: (things) => ({ ...inEnvironment(things), import: { position: 1 } }),
    }),
    route(`DELETE ${url}/:importId`, project("secret-imports:delete"), { body: inEnvironment }),
  ]),
];

const SECRETS = [
  ...["/api/v3/secrets/raw", "/api/v4/secrets"].flatMap((url) => [
    route(`GET ${url}`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/:secretName`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/id/:secretId`, project("secrets:describeSecret")),
    route(`POST ${url}/:secretName`, project("secrets:create"), {
      params: () => ({ secretName: "NEW" }),
      body: (things) => ({ ...inEnvironment(things), secretValue: "x" }),
    }),
    route(`PATCH ${url}/:secretName`, project("secrets:edit"), {
      body: (things) => ({ ...inEnvironment(things), secretValue: "y" }),
    }),
    route(`DELETE ${url}/:secretName`, project("secrets:delete"), { body: inEnvironment }),
  ]),
  ...["/api/v3/secrets/batch/raw", "/api/v4/secrets/batch"].flatMap((url) => {
    const batch = (secret: Given) => (things: Things) => ({ ...inEnvironment(things), secrets: [secret] });
    return [
      route(`POST ${url}`, project("secrets:create"), { body: batch({ secretKey: "NEW", secretValue: "x" }) }),
      route(`PATCH ${url}`, project("secrets:edit"), { body: batch({ secretKey: "KEY", secretValue: "y" }) }),
      route(`DELETE ${url}`, project("secrets:delete"), { body: batch({ secretKey: "KEY" }) }),
    ];
  }),
];

const EVENTS = [
  route("POST /api/v1/events/subscribe/project-events", project("secrets:describeSecret"), {
    body: ({ projectId }) => ({ projectId }),
  }),
];

const VAULT_EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const onMount: Options["params"] = ({ projectId }) => ({ mount: projectId, "*": "dev" });

/** Vault's API. What a token asks of itself needs the token alone; writing is there to be refused. */
const VAULT = [
  ...[
    "GET /v1/sys/health",
    "GET /v1/sys/init",
    "GET /v1/sys/seal-status",
    "GET /v1/auth/token/lookup-self",
    ...["POST", "PUT"].flatMap((method) =>
      ["auth/*", "auth/token/renew-self", "auth/token/revoke-self"].map((url) => `${method} /v1/${url}`),
    ),
    ...["POST", "PUT", "PATCH", "DELETE"].map((method) => `${method} /v1/:mount/:kind/*`),
    ...VAULT_EVERY_METHOD.map((method) => `${method} /v1/*`),
  ].map((name) => route(name, ANYBODY)),
  route("GET /v1/sys/internal/ui/mounts", KNOWN),
  route("GET /v1/sys/internal/ui/mounts/:mount/*", ANY_ROLE, { params: onMount }),
  route("GET /v1/:mount/data/*", project("secrets:describeSecret", "secrets:readValue"), { params: onMount }),
  route("GET /v1/:mount/metadata", ANY_ROLE, { params: onMount, query: () => ({ list: "true" }) }),
  route("GET /v1/:mount/metadata/*", project("secrets:describeSecret"), { params: onMount }),
];

/** Every route of the REST API. */
export const ROUTE_CALLS: readonly Call[] = [
  ...PUBLIC,
  ...ORGANIZATION,
  ...IDENTITIES,
  ...LOGIN_METHODS,
  ...CREDENTIALS,
  ...PROJECTS,
  ...ENVIRONMENT_BY_ID,
  ...ENVIRONMENTS_AND_TAGS,
  ...MEMBERSHIPS,
  ...ROLES,
  ...FOLDERS_AND_IMPORTS,
  ...SECRETS,
  ...EVENTS,
  ...VAULT,
];

/** A file for the person who is signed in: not for access tokens. */
export const DOWNLOAD_CALLS: readonly Call[] = [
  route("GET /api/downloads/audit-log", organization("audit-logs:read"), { query: () => ({ format: "jsonl" }) }),
  route("GET /api/downloads/secrets", project("secrets:describeSecret", "secrets:readValue"), {
    query: ({ projectId }) => ({ projectId, environment: "dev", format: "env" }),
  }),
];
