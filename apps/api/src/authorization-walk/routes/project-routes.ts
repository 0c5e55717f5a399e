import type { Call } from "../calls.ts";
import { ANY_ROLE, both, KNOWN, organization, project } from "../needs.ts";
import { onOther, type RouteOptions, route } from "./route.ts";

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
  ...["/api/v1/projects/:projectId", "/api/v1/workspace/:slug"].map((url) =>
    route(`PUT ${url}/audit-logs-retention`, both({ organization: "settings:edit", project: "project:edit" }), {
      body: () => ({ auditLogsRetentionDays: 30 }),
    }),
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

const OWN = "/api/v1/projects/:projectId/identities";
const onOwn: RouteOptions["params"] = ({ ownIdentityId }) => ({ identityId: ownIdentityId });

const OWN_IDENTITIES = [
  route(`GET ${OWN}`, project("identity:read")),
  route(`POST ${OWN}`, both({ organization: "identity:create", project: "identity:create" }), {
    body: ({ wanted }) => ({ name: "new", roles: [{ role: wanted.projectRole }] }),
    isBounded: true,
  }),
  route(`GET ${OWN}/:identityId`, project("identity:read"), { params: onOwn }),
  route(`PATCH ${OWN}/:identityId`, both({ organization: "identity:edit", project: "identity:edit" }), {
    params: onOwn,
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route(`DELETE ${OWN}/:identityId`, both({ organization: "identity:delete", project: "identity:delete" }), {
    params: onOwn,
    isBounded: true,
  }),
];

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
  ...OWN_IDENTITIES,
  route("GET /api/v1/projects/:projectId/memberships/available-identities", project("identity:create")),
  route("GET /api/v1/projects/identity-memberships/:membershipId", project("identity:read")),
  route("GET /api/v2/workspace/identity-memberships/:membershipId", project("identity:read")),
];

/** Projects, what they are divided into, and who is in them. */
export const PROJECT_ROUTES: readonly Call[] = [
  ...PROJECTS,
  ...ENVIRONMENT_BY_ID,
  ...ENVIRONMENTS_AND_TAGS,
  ...MEMBERSHIPS,
];
