import { randomUUID } from "node:crypto";
import type { PermissionRule } from "@podpass/contracts";
import type { Answer, Api } from "../testing/api.ts";

/** What calls name: an id of everything there is in one organization and one project of it. */
export interface Things {
  organizationId: string;
  identityId: string;
  clientSecretId: string;
  accessTokenId: string;
  /** A person's membership of the organization; the person is in the project too. */
  memberId: string;
  /** A person of the project, and one who is only in the organization. */
  userId: string;
  otherUserId: string;
  otherUserEmail: string;
  invitationId: string;
  /** An identity without login methods that is in no project. */
  otherIdentityId: string;
  organizationRoleId: string;
  /** An identity that the project made for itself. */
  ownIdentityId: string;
  projectId: string;
  projectSlug: string;
  environmentId: string;
  folderId: string;
  tagId: string;
  secretId: string;
  importId: string;
  membershipId: string;
  projectRoleId: string;
  auditEventId: string;
  loginAttemptId: string;
  /** Roles and rules that a call asks for. */
  wanted: Wanted;
}

interface Wanted {
  organizationRole: string;
  projectRole: string;
  organizationRules: PermissionRule[];
  projectRules: PermissionRule[];
}

/** Whose token makes the things, and where. */
export interface Maker {
  token: string;
  organizationId: string;
}

const NOTHING: Wanted = {
  organizationRole: "no-access",
  projectRole: "no-access",
  organizationRules: [],
  projectRules: [],
};

/** A closed port: whoever looks at this API server is refused at once. */
export const CLOSED_API_SERVER = { kubernetesHost: "https://127.0.0.1:1", allowedNames: "*" };

type Ask = (method: string, url: string, body?: unknown) => Promise<Answer["body"]>;

/**
 * Makes one of everything; whatever has a name, a description or a value has the marker in it. What can hold a role holds
 * these, and the roles that are made have these rules.
 */
export async function makeThings(api: Api, maker: Maker, marker: string, wanted: Wanted = NOTHING): Promise<Things> {
  const ask: Ask = (method, url, body) =>
    api.admin(method, url, { token: maker.token, ...(body === undefined ? {} : { body }) });
  const { organizationId } = maker;
  const slug = `${marker.toLowerCase()}-slug`;
  const names = { slug, name: `${marker} name`, description: `${marker} description` };
  const ofProject = { projectName: names.name, slug, projectDescription: names.description };
  const { project } = await ask("POST", "/api/v1/projects", ofProject);
  const ofIdentity = await makeIdentity(ask, marker, wanted);
  const membershipUrl = `/api/v1/projects/${project.id}/memberships/identities/${ofIdentity.identityId}`;
  const { identityMembership } = await ask("POST", membershipUrl, { role: wanted.projectRole });
  const roleUrl = `/api/v1/organization/${organizationId}/roles`;
  const organizationRole = await ask("POST", roleUrl, { ...names, permissions: wanted.organizationRules });
  const projectRole = { ...names, permissions: wanted.projectRules };
  return {
    organizationId,
    ...ofIdentity,
    otherIdentityId: await makeOtherIdentity(ask, marker, wanted),
    organizationRoleId: organizationRole.role.id,
    ownIdentityId: await makeOwnIdentity(ask, project.id, marker, wanted),
    projectId: project.id,
    projectSlug: project.slug,
    environmentId: project.environments[0].id,
    ...(await makeSecrets(ask, project.id, marker)),
    membershipId: identityMembership.id,
    ...(await makePeople(api, organizationId, project.id, marker, wanted)),
    projectRoleId: (await ask("POST", `/api/v1/projects/${project.id}/roles`, projectRole)).role.id,
    ...(await newestRecords(api, organizationId)),
    wanted,
  };
}

async function makeIdentity(ask: Ask, marker: string, { organizationRole }: Wanted) {
  const metadata = [{ key: `${marker}-key`, value: `${marker} value` }];
  const ofIdentity = { name: `${marker} identity`, role: organizationRole, metadata };
  const identityId: string = (await ask("POST", "/api/v1/identities", ofIdentity)).identity.id;
  await ask("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, CLOSED_API_SERVER);
  const universal = `/api/v1/auth/universal-auth/identities/${identityId}`;
  const { clientId } = (await ask("POST", universal, {})).identityUniversalAuth;
  const secretUrl = `${universal}/client-secrets`;
  const { clientSecret, clientSecretData } = await ask("POST", secretUrl, { description: `${marker} description` });
  await ask("POST", "/api/v1/auth/universal-auth/login", { clientId, clientSecret });
  const tokenAuth = `/api/v1/auth/token-auth/identities/${identityId}`;
  await ask("POST", tokenAuth, {});
  const { tokenData } = await ask("POST", `${tokenAuth}/tokens`, { name: `${marker} token` });
  return { identityId, clientSecretId: String(clientSecretData.id), accessTokenId: String(tokenData.id) };
}

async function makePeople(
  api: Api,
  organizationId: string,
  projectId: string,
  marker: string,
  { organizationRole, projectRole }: Wanted,
): Promise<Pick<Things, "memberId" | "userId" | "otherUserId" | "otherUserEmail" | "invitationId">> {
  const { id: userId, memberId } = await api.createPerson(organizationId, {
    name: `${marker} person`,
    organizationRole,
  });
  const { store, clock } = api.container.services;
  const membership = { id: randomUUID(), projectId, principal: { userId }, at: clock.now() };
  await store.projectMemberships.insert({ ...membership, roles: [{ role: projectRole, customRoleId: null }] });
  const secondFactor = new Uint8Array([0]);
  await store.secondFactors.begin(userId, secondFactor, clock.now());
  await store.secondFactors.confirm(userId, secondFactor, 0, clock.now());
  const invitationId = randomUUID();
  const [at, always] = [clock.now(), { customRoleId: null, startsAt: null, endsAt: null, windowLength: null }];
  await store.invitations.insert({
    id: invitationId,
    organizationId,
    email: `${marker.toLowerCase()}-invited@example.com`,
    tokenHash: `${marker} hash`,
    invitedById: userId,
    expiresAt: new Date(at.getTime() + 86_400_000),
    createdAt: at,
    roles: [{ role: organizationRole, ...always }],
  });
  const other = await api.createPerson(organizationId, { name: `${marker} newcomer`, organizationRole });
  return { memberId, userId, otherUserId: other.id, otherUserEmail: other.email, invitationId };
}

async function makeOtherIdentity(ask: Ask, marker: string, { organizationRole }: Wanted): Promise<string> {
  const { identity } = await ask("POST", "/api/v1/identities", { name: `${marker} other`, role: organizationRole });
  return identity.id;
}

async function makeOwnIdentity(ask: Ask, projectId: string, marker: string, { projectRole }: Wanted): Promise<string> {
  const body = { name: `${marker} own`, roles: [{ role: projectRole }] };
  return (await ask("POST", `/api/v1/projects/${projectId}/identities`, body)).identity.id;
}

async function makeSecrets(ask: Ask, projectId: string, marker: string) {
  const scope = { projectId, workspaceId: projectId, environment: "dev" };
  const { tag } = await ask("POST", `/api/v1/projects/${projectId}/tags`, { slug: `${marker.toLowerCase()}-tag` });
  const { secret } = await ask("POST", "/api/v4/secrets/KEY", {
    ...scope,
    secretValue: `${marker} value`,
    secretComment: `${marker} comment`,
    tagIds: [tag.id],
  });
  const { folder } = await ask("POST", "/api/v1/folders", { ...scope, name: `${marker}-folder` });
  const source = { environment: "prod", path: "/" };
  const { secretImport } = await ask("POST", "/api/v2/secret-imports", { ...scope, import: source });
  return {
    tagId: String(tag.id),
    secretId: String(secret.id),
    folderId: String(folder.id),
    importId: String(secretImport.id),
  };
}

async function newestRecords(api: Api, organizationId: string) {
  const { audit, loginAttempts } = api.container.services.store;
  const everything = { from: undefined, until: undefined, result: undefined, reason: undefined, requestId: undefined };
  const [event] = await audit.list({ organizationId }, null, 1);
  const ofOrganization = { organizationId, identityId: undefined, serviceAccount: undefined };
  const [attempt] = await loginAttempts.list({ ...ofOrganization, ...everything, before: null, take: 1 });
  return { auditEventId: event?.id ?? "", loginAttemptId: attempt?.id ?? "" };
}
