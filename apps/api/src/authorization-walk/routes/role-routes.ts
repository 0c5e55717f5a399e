import type { Call } from "../calls.ts";
import { ANY_ROLE, KNOWN, organization, project } from "../needs.ts";
import { type RouteOptions, route } from "./route.ts";

const IN_ORGANIZATION = "/api/v1/organization/:organizationId";
const organizationRole: RouteOptions["params"] = ({ organizationRoleId }) => ({ roleId: organizationRoleId });

/** The roles of the organization and of its projects. */
export const ROLE_ROUTES: readonly Call[] = [
  route("GET /api/v1/projects/roles/:roleId", project("role:read"), {
    params: ({ projectRoleId }) => ({ roleId: projectRoleId }),
  }),
  route(`GET ${IN_ORGANIZATION}/permissions`, KNOWN),
  route(`GET ${IN_ORGANIZATION}/roles`, organization("role:read")),
  route(`GET ${IN_ORGANIZATION}/roles/:roleId`, organization("role:read"), { params: organizationRole }),
  route(`POST ${IN_ORGANIZATION}/roles`, organization("role:create"), {
    body: ({ wanted }) => ({ slug: "new", name: "New", permissions: wanted.organizationRules }),
    isBounded: true,
  }),
  route(`PATCH ${IN_ORGANIZATION}/roles/:roleId`, organization("role:edit"), {
    params: organizationRole,
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route(`DELETE ${IN_ORGANIZATION}/roles/:roleId`, organization("role:delete"), {
    params: organizationRole,
    isBounded: true,
  }),
  ...["/api/v1/projects/:project", "/api/v2/workspace/:project", "/api/v1/workspace/:project"].flatMap((prefix) => {
    const params: RouteOptions["params"] = ({ projectRoleId, projectId, projectSlug }) => ({
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
