import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../testing/api.ts";
import { testApi } from "../testing/test-api.ts";

/** What a walk needs of one organization: an id of everything there is. */
interface Things {
  identityId: string;
  otherIdentityId: string;
  projectId: string;
  projectSlug: string;
  environmentId: string;
  membershipId: string;
  clientSecretId: string;
  folderId: string;
  accessTokenId: string;
  tagId: string;
  secretId: string;
  importId: string;
  organizationId: string;
  roleId: string;
  projectRoleId: string;
}

interface RouteCase {
  method: string;
  url: string;
  body?: Record<string, unknown>;
  query?: Record<string, string>;
}

const KUBERNETES_AUTH = { kubernetesHost: "https://10.0.0.1", allowedNames: "*" };

/** Every route that needs a token, with input that is right. */
function routesOf(things: Things): RouteCase[] {
  const {
    identityId,
    otherIdentityId,
    projectId,
    projectSlug,
    environmentId,
    membershipId,
    clientSecretId,
    folderId,
    accessTokenId,
    tagId,
    secretId,
    importId,
    organizationId,
    roleId,
    projectRoleId,
  } = things;
  const scope = { workspaceId: projectId, environment: "dev" };
  const kubernetes = `/api/v1/auth/kubernetes-auth/identities/${identityId}`;
  const universal = `/api/v1/auth/universal-auth/identities/${identityId}`;
  const tokenAuth = `/api/v1/auth/token-auth/identities/${identityId}`;
  const read = (url: string, query?: Record<string, string>) => ({ method: "GET", url, ...(query ? { query } : {}) });
  const write = (method: string, url: string, body: Record<string, unknown> = {}) => ({ method, url, body });
  return [
    read(`/api/v1/identities/${identityId}`),
    read(`/api/v1/identities/${identityId}/identity-memberships`),
    write("PATCH", `/api/v1/identities/${identityId}`, { name: "renamed" }),
    write("DELETE", `/api/v1/identities/${identityId}`),
    read(kubernetes),
    write("POST", kubernetes, KUBERNETES_AUTH),
    write("PATCH", kubernetes, { allowedNames: "web" }),
    read(`${kubernetes}/connection-check`),
    write("POST", `${kubernetes}/connection-check`),
    write("DELETE", kubernetes),
    read(universal),
    write("POST", universal),
    write("PATCH", universal, { accessTokenTTL: 60 }),
    write("POST", `${universal}/clear-lockouts`),
    read(`${universal}/client-secrets`),
    write("POST", `${universal}/client-secrets`),
    read(`${universal}/client-secrets/${clientSecretId}`),
    write("POST", `${universal}/client-secrets/${clientSecretId}/revoke`),
    write("DELETE", universal),
    read(tokenAuth),
    write("POST", tokenAuth),
    write("PATCH", tokenAuth, { accessTokenTTL: 60 }),
    write("POST", `${tokenAuth}/tokens`, { name: "CI" }),
    read(`${tokenAuth}/tokens`),
    read(`/api/v1/auth/token-auth/tokens/${accessTokenId}`),
    write("PATCH", `/api/v1/auth/token-auth/tokens/${accessTokenId}`, { name: "CD" }),
    write("POST", `/api/v1/auth/token-auth/tokens/${accessTokenId}/revoke`),
    write("DELETE", tokenAuth),
    read("/api/v1/access-tokens", { identityId }),
    read(`/api/v1/access-tokens/${accessTokenId}`),
    write("POST", `/api/v1/access-tokens/${accessTokenId}/revoke`),
    write("POST", "/api/v1/access-tokens/revoke", { accessTokenIds: [accessTokenId] }),
    write("POST", "/api/v1/access-tokens/revoke", { identityId }),
    read(`/api/v1/projects/${projectId}`),
    read(`/api/v1/projects/slug/${projectSlug}`),
    read(`/api/v1/workspace/${projectId}`),
    read(`/api/v1/workspace/slug/${projectSlug}`),
    read(`/api/v2/workspace/${projectSlug}`),
    write("PATCH", `/api/v1/projects/${projectId}`, { name: "renamed" }),
    write("PATCH", `/api/v2/workspace/${projectSlug}`, { name: "renamed" }),
    write("DELETE", `/api/v1/projects/${projectId}`),
    write("DELETE", `/api/v1/workspace/${projectId}`),
    write("DELETE", `/api/v2/workspace/${projectSlug}`),
    read(`/api/v1/workspace/environments/${environmentId}`),
    ...["/api/v1/projects", "/api/v1/workspace"].flatMap((prefix) => [
      write("POST", `${prefix}/${projectId}/environments`, { name: "QA", slug: "qa" }),
      read(`${prefix}/${projectId}/environments/${environmentId}`),
      write("PATCH", `${prefix}/${projectId}/environments/${environmentId}`, { name: "renamed" }),
      write("DELETE", `${prefix}/${projectId}/environments/${environmentId}`),
    ]),
    ...[
      `/api/v1/projects/${projectId}/memberships/identities`,
      `/api/v1/projects/${projectId}/identity-memberships`,
      `/api/v2/workspace/${projectId}/identity-memberships`,
    ].flatMap((prefix) => [
      read(prefix),
      read(`${prefix}/${identityId}`),
      write("POST", `${prefix}/${otherIdentityId}`, { role: "viewer" }),
      write("PATCH", `${prefix}/${identityId}`, { roles: [{ role: "viewer" }] }),
      write("DELETE", `${prefix}/${identityId}`),
    ]),
    ...[`/api/v1/projects/${projectId}`, `/api/v2/workspace/${projectId}`, `/api/v1/workspace/${projectSlug}`].flatMap(
      (prefix) => [
        read(`${prefix}/permissions`),
        read(`${prefix}/roles`),
        read(`${prefix}/roles/slug/viewer`),
        read(`${prefix}/roles/${projectRoleId}`),
        write("POST", `${prefix}/roles`, { slug: "new", name: "New", permissions: [] }),
        write("PATCH", `${prefix}/roles/${projectRoleId}`, { name: "renamed" }),
        write("DELETE", `${prefix}/roles/${projectRoleId}`),
      ],
    ),
    read(`/api/v1/organization/${organizationId}/permissions`),
    read(`/api/v1/organization/${organizationId}/roles`),
    read(`/api/v1/organization/${organizationId}/roles/${roleId}`),
    write("POST", `/api/v1/organization/${organizationId}/roles`, { slug: "new", name: "New", permissions: [] }),
    write("PATCH", `/api/v1/organization/${organizationId}/roles/${roleId}`, { name: "renamed" }),
    write("DELETE", `/api/v1/organization/${organizationId}/roles/${roleId}`),
    read(`/api/v1/projects/${projectId}/memberships/available-identities`),
    read(`/api/v1/projects/identity-memberships/${membershipId}`),
    read(`/api/v2/workspace/identity-memberships/${membershipId}`),
    ...["/api/v3/secrets/batch/raw", "/api/v4/secrets/batch"].flatMap((url) => [
      write("POST", url, { ...scope, secrets: [{ secretKey: "NEW", secretValue: "x" }] }),
      write("PATCH", url, { ...scope, secrets: [{ secretKey: "KEY", secretValue: "y" }] }),
      write("DELETE", url, { ...scope, secrets: [{ secretKey: "KEY" }] }),
    ]),
    ...["/api/v1/projects", "/api/v1/workspace"].flatMap((prefix) => [
      read(`${prefix}/${projectId}/tags`),
      read(`${prefix}/${projectId}/tags/${tagId}`),
      read(`${prefix}/${projectId}/tags/slug/backend`),
      write("POST", `${prefix}/${projectId}/tags`, { slug: "new", color: "" }),
      write("PATCH", `${prefix}/${projectId}/tags/${tagId}`, { slug: "renamed" }),
      write("DELETE", `${prefix}/${projectId}/tags/${tagId}`),
    ]),
    ...["/api/v1/secret-imports", "/api/v2/secret-imports"].flatMap((prefix) => [
      read(prefix, scope),
      read(`${prefix}/secrets`, scope),
      read(`${prefix}/secrets/raw`, scope),
      read(`${prefix}/${importId}`),
      write("POST", prefix, { ...scope, import: { environment: "staging", path: "/" } }),
      write("PATCH", `${prefix}/${importId}`, { ...scope, import: { position: 1 } }),
      write("DELETE", `${prefix}/${importId}`, scope),
    ]),
    ...["/api/v1/folders", "/api/v2/folders"].flatMap((prefix) => [
      read(prefix, scope),
      read(`${prefix}/${folderId}`),
      write("POST", prefix, { ...scope, name: "new" }),
      write("PATCH", `${prefix}/${folderId}`, { ...scope, name: "renamed" }),
      write("DELETE", `${prefix}/${folderId}`, scope),
      write("DELETE", `${prefix}/apps`, scope),
    ]),
    ...["/api/v3/secrets/raw", "/api/v4/secrets"].flatMap((prefix) => [
      read(prefix, scope),
      read(prefix, { workspaceSlug: projectSlug, environment: "dev" }),
      read(`${prefix}/KEY`, scope),
      read(`${prefix}/id/${secretId}`),
      write("POST", `${prefix}/NEW`, { ...scope, secretValue: "x" }),
      write("PATCH", `${prefix}/KEY`, { ...scope, secretValue: "y" }),
      write("DELETE", `${prefix}/KEY`, scope),
    ]),
  ];
}

/** Routes that speak of the organization itself, so that nobody else's things can be named in them. */
const OWN_ORGANIZATION: RouteCase[] = [
  { method: "GET", url: "/api/v1/access-tokens" },
  { method: "POST", url: "/api/v1/organization/disable" },
  { method: "GET", url: "/api/v1/identities/details" },
  { method: "GET", url: "/api/v1/identities" },
  { method: "POST", url: "/api/v1/identities/search", body: {} },
  { method: "POST", url: "/api/v1/identities", body: { name: "x" } },
  { method: "GET", url: "/api/v1/audit-logs" },
  { method: "GET", url: "/api/v1/projects" },
  { method: "GET", url: "/api/v1/workspace" },
  { method: "POST", url: "/api/v1/projects", body: { projectName: "x" } },
  { method: "POST", url: "/api/v2/workspace", body: { projectName: "x" } },
];

describe("every route that needs a token", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  let things: Things;
  let other: { token: string; organizationId: string };

  beforeAll(async () => {
    const project = await api().createProject();
    const identityId = await api().createIdentity();
    const universal = `/api/v1/auth/universal-auth/identities/${identityId}`;
    await api().admin("POST", universal, { body: {} });
    const { clientSecretData } = await api().admin("POST", `${universal}/client-secrets`, { body: {} });
    await api().admin("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, { body: KUBERNETES_AUTH });
    const tokenAuth = `/api/v1/auth/token-auth/identities/${identityId}`;
    await api().admin("POST", tokenAuth, { body: {} });
    const { tokenData } = await api().admin("POST", `${tokenAuth}/tokens`, { body: {} });
    const membershipUrl = `/api/v1/projects/${project.id}/memberships/identities/${identityId}`;
    const { identityMembership } = await api().admin("POST", membershipUrl, { body: { role: "member" } });
    const { tag } = await api().admin("POST", `/api/v1/projects/${project.id}/tags`, { body: { slug: "backend" } });
    const { secret } = await api().admin("POST", "/api/v4/secrets/KEY", {
      body: { projectId: project.id, environment: "dev", secretValue: "value", tagIds: [tag.id] },
    });
    const { folder } = await api().admin("POST", "/api/v1/folders", {
      body: { workspaceId: project.id, environment: "dev", name: "apps" },
    });
    const { secretImport } = await api().admin("POST", "/api/v2/secret-imports", {
      body: { projectId: project.id, environment: "dev", import: { environment: "prod", path: "/" } },
    });
    const role = { body: { slug: "walked", name: "Walked", permissions: [] } };
    things = {
      identityId,
      otherIdentityId: await api().createIdentity("no-access", "other"),
      projectId: project.id,
      projectSlug: project.slug,
      environmentId: project.environments[0]?.id ?? "",
      membershipId: identityMembership.id,
      clientSecretId: clientSecretData.id,
      folderId: folder.id,
      accessTokenId: tokenData.id,
      tagId: tag.id,
      secretId: secret.id,
      importId: secretImport.id,
      organizationId: api().organizationId,
      roleId: (await api().admin("POST", `/api/v1/organization/${api().organizationId}/roles`, role)).role.id,
      projectRoleId: (await api().admin("POST", `/api/v1/projects/${project.id}/roles`, role)).role.id,
    };
    other = await api().createOtherTenant();
  });

  const all = () => [...routesOf(things), ...OWN_ORGANIZATION];
  const nameOf = ({ method, url }: RouteCase) => `${method} ${url}`;
  const dump = async () => JSON.stringify([await api().auditEvents(), await api().admin("GET", "/api/v1/projects")]);

  test("is in the walk of this file", () => {
    const { paths } = api().app.swagger() as { paths: Record<string, Record<string, { security?: unknown }>> };
    const described = Object.entries(paths).flatMap(([url, methods]) =>
      Object.entries(methods)
        .filter(([, route]) => route.security)
        .map(([method]) => ({ method: method.toUpperCase(), pattern: url })),
    );
    expect(described.length).toBeGreaterThan(60);
    const walked = all();
    const missing = described.filter(({ method, pattern }) => {
      const matcher = new RegExp(`^${pattern.replaceAll(/\{[^}]+\}/g, "[^/]+")}/?$`);
      return !walked.some((route) => route.method === method && matcher.test(route.url));
    });
    expect(missing).toEqual([]);
  });

  test("answers 401 to nobody, a stranger's token and another scheme, before it reads the input", async () => {
    const before = await dump();
    const statuses: Record<string, number[]> = {};
    for (const route of all()) {
      const { method, url, query } = route;
      const calls: Call[] = [
        {},
        { token: "not.a.token" },
        { headers: { authorization: "Basic YWRtaW46YWRtaW4=" } },
        { headers: { "content-type": "application/json" }, body: "{" },
      ];
      for (const call of calls) {
        const answer = await api().call(method, url, { ...(query ? { query } : {}), ...call });
        statuses[nameOf(route)] = [...(statuses[nameOf(route)] ?? []), answer.status];
        expect(answer.headers["www-authenticate"], nameOf(route)).toBe("Bearer");
      }
    }
    expect(Object.entries(statuses).filter(([, seen]) => seen.some((status) => status !== 401))).toEqual([]);
    expect(await dump()).toBe(before);
  });

  test("answers 404 to another organization's admin, as for what does not exist", async () => {
    const before = await dump();
    const seen = [];
    for (const route of routesOf(things)) {
      const { method, url, query, body } = route;
      const call = { token: other.token, ...(query ? { query } : {}), ...(body ? { body } : {}) };
      seen.push({ route: nameOf(route), status: (await api().call(method, url, call)).status });
    }
    expect(seen.filter(({ status }) => status !== 404)).toEqual([]);
    expect(await dump()).toBe(before);
  });

  test("takes another organization's id for one that does not exist", async () => {
    const { organizationId } = other;
    const calls: RouteCase[] = [
      { method: "POST", url: "/api/v1/identities", body: { name: "x", organizationId } },
      { method: "GET", url: "/api/v1/identities", query: { orgId: organizationId } },
      { method: "GET", url: "/api/v1/identities", query: { organizationId } },
    ];
    for (const { method, url, ...call } of calls) {
      const answer = await api().call(method, url, { token: api().adminToken, ...call });
      expect(answer, nameOf({ method, url })).toMatchObject({
        status: 404,
        body: { message: "Organization not found" },
      });
    }
  });

  test("adds no identity of another organization to a project", async () => {
    const stranger = await api().createOtherTenant();
    const url = `/api/v1/projects/${things.projectId}/memberships/identities/${stranger.identityId}`;
    const answer = await api().call("POST", url, { token: api().adminToken, body: { role: "viewer" } });
    expect(answer).toMatchObject({ status: 404, body: { message: "Identity not found" } });
  });

  test("changes nothing for an identity that holds no role, and says 403", async () => {
    const token = await api().logIn(await api().createIdentity("no-access", "nobody"));
    const before = await dump();
    const ownPermissions = `/api/v1/organization/${things.organizationId}/permissions`;
    const mayKnow = new Set(["/api/v1/identities/details", "/api/v1/projects", "/api/v1/workspace", ownPermissions]);
    for (const route of all().filter(({ method, url }) => method !== "GET" || !mayKnow.has(url))) {
      const { method, url, query, body } = route;
      const call = { token, ...(query ? { query } : {}), ...(body ? { body } : {}) };
      expect({ route: nameOf(route), status: (await api().call(method, url, call)).status }).toEqual({
        route: nameOf(route),
        status: 403,
      });
    }
    expect(await dump()).toBe(before);
  });
});
