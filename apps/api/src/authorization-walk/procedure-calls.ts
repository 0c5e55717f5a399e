import type { Call } from "./calls.ts";
import { ANY_ROLE, ANYBODY, KNOWN, type Needs, organization, project } from "./needs.ts";
import { CLOSED_API_SERVER, type Things } from "./things.ts";
import { WALKER_PASSWORD } from "./walker.ts";

type InputOf = (things: Things) => Record<string, unknown>;

interface Procedure {
  needs: Needs;
  input?: InputOf;
  isBounded?: true;
}

const identity: InputOf = ({ identityId }) => ({ identityId });
const inProject: InputOf = ({ projectId }) => ({ projectId });
const inEnvironment: InputOf = ({ projectId }) => ({ projectId, environment: "dev" });
const secret: InputOf = (things) => ({ ...inEnvironment(things), key: "KEY" });
const toStaging: InputOf = (things) => ({ ...inEnvironment(things), keys: ["KEY"], to: { environment: "staging" } });
const person: InputOf = ({ memberId }) => ({ memberId });
const projectUser: InputOf = ({ projectId, userId }) => ({ projectId, userId });
const invitation: InputOf = ({ invitationId }) => ({ invitationId });
const member: InputOf = ({ projectId, identityId }) => ({ projectId, identityId });

/** Whoever decides how an identity logs in can log in as it. */
const asIdentity = (needs: Needs, input: InputOf = identity): Procedure => ({ needs, input, isBounded: true });

/** Everything the dashboard can ask, by the router's own names. */
const PROCEDURES: Readonly<Record<string, Procedure>> = {
  "setup.status": { needs: ANYBODY },
  "setup.createFirstAdmin": { needs: ANYBODY },
  "passwordReset.request": { needs: ANYBODY },
  "passwordReset.reset": { needs: ANYBODY },
  "session.signInOptions": { needs: ANYBODY },
  "session.current": { needs: KNOWN },

  "account.get": { needs: KNOWN },
  "account.update": { needs: KNOWN, input: () => ({ name: "Renamed" }) },
  "account.changePassword": {
    needs: KNOWN,
    input: () => ({ currentPassword: WALKER_PASSWORD, newPassword: "another long password" }),
  },
  "account.beginSecondFactor": { needs: KNOWN, input: () => ({ currentPassword: WALKER_PASSWORD }) },
  "account.confirmSecondFactor": { needs: ANYBODY },
  "account.renewRecoveryCodes": { needs: ANYBODY },
  "account.disableSecondFactor": { needs: ANYBODY },
  "account.listSessions": { needs: KNOWN, input: () => ({}) },
  "account.revokeSession": { needs: KNOWN, input: () => ({ sessionId: "one that is over" }) },
  "account.signOutEverywhere": { needs: KNOWN },

  "organization.get": { needs: KNOWN },
  "organization.update": { needs: organization("settings:edit"), input: () => ({ name: "Renamed" }) },
  "organization.disable": { needs: organization("settings:edit") },
  "organization.enable": { needs: organization("settings:edit") },
  "organization.create": { needs: organization("organization:create"), input: () => ({ name: "Another" }) },
  "organization.leave": { needs: KNOWN },
  "member.list": { needs: organization("member:read"), input: () => ({}) },
  "member.update": {
    needs: organization("member:edit"),
    input: ({ memberId, wanted }) => ({ memberId, roles: [wanted.organizationRole] }),
    isBounded: true,
  },
  "member.deactivate": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.reactivate": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.unlock": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.resetSecondFactor": { needs: organization("member:edit"), input: person, isBounded: true },
  "member.remove": { needs: organization("member:delete"), input: person, isBounded: true },
  "invitation.list": { needs: organization("member:read"), input: () => ({}) },
  "invitation.create": {
    needs: organization("member:create"),
    input: ({ wanted }) => ({ email: "new@example.com", roles: [wanted.organizationRole] }),
    isBounded: true,
  },
  "invitation.resend": { needs: organization("member:create"), input: invitation, isBounded: true },
  "invitation.withdraw": { needs: organization("member:create"), input: invitation, isBounded: true },
  "invitation.show": { needs: ANYBODY },
  "invitation.accept": { needs: ANYBODY },
  "invitation.join": { needs: ANYBODY },
  "audit.list": { needs: organization("audit-logs:read"), input: () => ({}) },
  "audit.get": { needs: organization("audit-logs:read"), input: ({ auditEventId: eventId }) => ({ eventId }) },
  "audit.verify": { needs: organization("audit-logs:read") },
  "loginAttempt.list": { needs: organization("audit-logs:read"), input: () => ({}) },
  "loginAttempt.get": { needs: organization("audit-logs:read"), input: ({ loginAttemptId }) => ({ loginAttemptId }) },

  "identity.list": { needs: organization("identity:read"), input: () => ({}) },
  "identity.get": { needs: organization("identity:read"), input: identity },
  "identity.create": {
    needs: organization("identity:create"),
    input: ({ wanted }) => ({ name: "new", role: wanted.organizationRole }),
    isBounded: true,
  },
  "identity.update": asIdentity(organization("identity:edit"), (things) => ({ ...identity(things), name: "renamed" })),
  "identity.delete": asIdentity(organization("identity:delete")),
  "projectMembership.listForIdentity": { needs: organization("identity:read"), input: identity },

  "kubernetesAuth.get": { needs: organization("identity:read"), input: identity },
  "kubernetesAuth.attach": asIdentity(organization("identity:edit-auth"), ({ otherIdentityId }) => ({
    identityId: otherIdentityId,
    ...CLOSED_API_SERVER,
  })),
  "kubernetesAuth.update": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    allowedNames: "web",
  })),
  "kubernetesAuth.detach": asIdentity(organization("identity:edit-auth")),
  "kubernetesAuth.getConnection": { needs: organization("identity:read"), input: identity },
  "kubernetesAuth.listWarnings": { needs: organization("identity:read") },
  "kubernetesAuth.tryLogin": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    by: "service_account",
    namespace: "shop",
    name: "web",
    audiences: [],
  })),
  "kubernetesAuth.checkConnection": asIdentity(organization("identity:edit-auth")),

  "universalAuth.get": { needs: organization("identity:read"), input: identity },
  "universalAuth.attach": asIdentity(organization("identity:edit-auth"), ({ otherIdentityId }) => ({
    identityId: otherIdentityId,
  })),
  "universalAuth.update": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    accessTokenTtlSeconds: 60,
  })),
  "universalAuth.detach": asIdentity(organization("identity:edit-auth")),
  "universalAuth.clearLockouts": asIdentity(organization("identity:edit-auth")),
  "universalAuth.listClientSecrets": { needs: organization("identity:read"), input: identity },
  "universalAuth.createClientSecret": asIdentity(organization("identity:edit-auth")),
  "universalAuth.revokeClientSecret": asIdentity(
    organization("identity:edit-auth"),
    ({ identityId, clientSecretId }) => ({ identityId, clientSecretId }),
  ),

  "tokenAuth.get": { needs: organization("identity:read"), input: identity },
  "tokenAuth.attach": asIdentity(organization("identity:edit-auth"), ({ otherIdentityId }) => ({
    identityId: otherIdentityId,
  })),
  "tokenAuth.update": asIdentity(organization("identity:edit-auth"), (things) => ({
    ...identity(things),
    accessTokenTtlSeconds: 60,
  })),
  "tokenAuth.detach": asIdentity(organization("identity:edit-auth")),
  "tokenAuth.createToken": asIdentity(organization("identity:create-token")),
  "tokenAuth.renameToken": asIdentity(organization("identity:create-token"), ({ accessTokenId }) => ({
    accessTokenId,
    name: "renamed",
  })),
  "accessToken.list": { needs: organization("identity:get-token"), input: () => ({}) },
  "accessToken.countLive": { needs: organization("identity:read"), input: identity },
  "accessToken.revoke": asIdentity(organization("identity:delete-token"), ({ accessTokenId }) => ({
    accessTokenIds: [accessTokenId],
  })),

  "role.listOrganization": { needs: organization("role:read") },
  "role.organizationHolders": {
    needs: organization("role:read", "member:read", "identity:read"),
    input: () => ({ slug: "admin" }),
  },
  "role.createOrganization": {
    needs: organization("role:create"),
    input: ({ wanted }) => ({ slug: "new", name: "New", rules: wanted.organizationRules }),
    isBounded: true,
  },
  "role.updateOrganization": {
    needs: organization("role:edit"),
    input: ({ organizationRoleId: roleId }) => ({ roleId, name: "Renamed" }),
    isBounded: true,
  },
  "role.deleteOrganization": {
    needs: organization("role:delete"),
    input: ({ organizationRoleId: roleId }) => ({ roleId }),
    isBounded: true,
  },
  "role.listProject": { needs: project("role:read"), input: inProject },
  "role.projectHolders": {
    needs: project("role:read", "member:read", "identity:read"),
    input: (things) => ({ ...inProject(things), slug: "admin" }),
  },
  "role.createProject": {
    needs: project("role:create"),
    input: (things) => ({ ...inProject(things), slug: "new", name: "New", rules: things.wanted.projectRules }),
    isBounded: true,
  },
  "role.updateProject": {
    needs: project("role:edit"),
    input: ({ projectId, projectRoleId: roleId }) => ({ projectId, roleId, name: "Renamed" }),
    isBounded: true,
  },
  "role.deleteProject": {
    needs: project("role:delete"),
    input: ({ projectId, projectRoleId: roleId }) => ({ projectId, roleId }),
    isBounded: true,
  },

  "project.list": { needs: KNOWN, input: () => ({}) },
  "project.get": { needs: ANY_ROLE, input: inProject },
  "project.create": { needs: organization("project:create"), input: () => ({ name: "New" }) },
  "project.update": { needs: project("project:edit"), input: (things) => ({ ...inProject(things), name: "Renamed" }) },
  "project.delete": { needs: project("project:delete"), input: inProject },
  "projectMembership.listIdentities": { needs: project("identity:read"), input: inProject },
  "projectMembership.availableIdentities": { needs: project("identity:create"), input: inProject },
  "projectMembership.listUsers": { needs: project("member:read"), input: inProject },
  "projectMembership.addIdentity": {
    needs: project("identity:create"),
    input: ({ projectId, otherIdentityId: identityId, wanted }) => ({
      projectId,
      identityId,
      roles: [wanted.projectRole],
    }),
    isBounded: true,
  },
  "projectMembership.updateIdentity": {
    needs: project("identity:edit"),
    input: (things) => ({ ...member(things), roles: ["no-access"] }),
    isBounded: true,
  },
  "projectMembership.removeIdentity": { needs: project("identity:delete"), input: member, isBounded: true },

  "projectMembership.availableUsers": { needs: project("member:create"), input: inProject },
  "projectMembership.addUser": {
    needs: project("member:create"),
    input: ({ projectId, otherUserId: userId, wanted }) => ({ projectId, userId, roles: [wanted.projectRole] }),
    isBounded: true,
  },
  "projectMembership.updateUser": {
    needs: project("member:edit"),
    input: (things) => ({ ...projectUser(things), roles: ["no-access"] }),
    isBounded: true,
  },
  "projectMembership.removeUser": { needs: project("member:delete"), input: projectUser, isBounded: true },

  "environment.list": { needs: project("environments:read"), input: inProject },
  "environment.deletionImpact": {
    needs: project("environments:delete"),
    input: ({ projectId, environmentId }) => ({ projectId, environmentId }),
  },
  "environment.create": {
    needs: project("environments:create"),
    input: (things) => ({ ...inProject(things), name: "QA", slug: "qa" }),
  },
  "environment.update": {
    needs: project("environments:edit"),
    input: ({ projectId, environmentId }) => ({ projectId, environmentId, name: "Renamed" }),
  },
  "environment.delete": {
    needs: project("environments:delete"),
    input: ({ projectId, environmentId }) => ({ projectId, environmentId }),
  },
  "tag.list": { needs: project("tags:read"), input: inProject },
  "tag.create": { needs: project("tags:create"), input: (things) => ({ ...inProject(things), slug: "new" }) },
  "tag.update": {
    needs: project("tags:edit"),
    input: ({ projectId, tagId }) => ({ projectId, tagId, color: "#ff0000" }),
  },
  "tag.delete": { needs: project("tags:delete"), input: ({ projectId, tagId }) => ({ projectId, tagId }) },
  "folder.list": { needs: ANY_ROLE, input: inEnvironment },
  "folder.deletionImpact": {
    needs: project("secret-folders:delete"),
    input: ({ projectId, folderId }) => ({ projectId, folderId }),
  },
  "folder.create": {
    needs: project("secret-folders:create"),
    input: (things) => ({ ...inEnvironment(things), name: "new" }),
  },
  "folder.update": {
    needs: project("secret-folders:edit"),
    input: ({ projectId, folderId }) => ({ projectId, folderId, name: "renamed" }),
  },
  "folder.delete": {
    needs: project("secret-folders:delete"),
    input: ({ projectId, folderId }) => ({ projectId, folderId }),
  },
  "secretImport.list": { needs: project("secret-imports:read"), input: inEnvironment },
  "secretImport.create": {
    needs: project("secret-imports:create"),
    input: (things) => ({ ...inEnvironment(things), source: { environment: "staging" } }),
  },
  "secretImport.update": {
    needs: project("secret-imports:edit"),
    input: ({ projectId, importId }) => ({ projectId, importId, position: 1 }),
  },
  "secretImport.delete": {
    needs: project("secret-imports:delete"),
    input: ({ projectId, importId }) => ({ projectId, importId }),
  },

  "secret.list": { needs: project("secrets:describeSecret"), input: inEnvironment },
  "secret.search": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inProject(things), search: "KEY" }),
  },
  "secret.compare": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inProject(things), environments: ["dev", "staging"] }),
  },
  "secret.preview": {
    needs: project("secrets:describeSecret"),
    input: (things) => ({ ...inEnvironment(things), secrets: [{ key: "KEY", value: "y" }] }),
  },
  "secret.resolve": { needs: project("secrets:readValue"), input: secret },
  "secret.writeMany": {
    needs: project("secrets:create", "secrets:edit"),
    input: (things) => ({
      ...inEnvironment(things),
      create: [{ key: "NEW", value: "x" }],
      update: [{ key: "KEY", value: "y" }],
    }),
  },
  "secret.copy": { needs: project("secrets:readValue", "secrets:create"), input: toStaging },
  "secret.move": { needs: project("secrets:delete", "secrets:create"), input: toStaging },
  "secret.deleteMany": {
    needs: project("secrets:delete"),
    input: (things) => ({ ...inEnvironment(things), keys: ["KEY"] }),
  },
  "secret.listVersions": { needs: project("secrets:describeSecret"), input: secret },
  "secret.reveal": { needs: project("secrets:readValue"), input: secret },
  "secret.create": {
    needs: project("secrets:create"),
    input: (things) => ({ ...inEnvironment(things), key: "NEW", value: "x" }),
  },
  "secret.update": { needs: project("secrets:edit"), input: (things) => ({ ...secret(things), value: "y" }) },
  "secret.restore": { needs: project("secrets:edit"), input: (things) => ({ ...secret(things), version: 1 }) },
  "secret.delete": { needs: project("secrets:delete"), input: secret },
  "secret.listOverrides": { needs: ANY_ROLE, input: inEnvironment },
  "secret.revealOverride": { needs: project("secrets:readValue"), input: secret },
  "secret.setOverride": {
    needs: project("secrets:readValue"),
    input: (things) => ({ ...secret(things), value: "mine" }),
  },
  "secret.deleteOverride": { needs: project("secrets:describeSecret"), input: secret },
};

/** The calls of the dashboard's API; `typeOf` tells whether the router has a procedure as query or mutation. */
export function procedureCalls(typeOf: (name: string) => string): Call[] {
  return Object.entries(PROCEDURES).map(([name, { needs, input, isBounded = false }]) => ({
    name,
    needs,
    isBounded,
    requestFor(things) {
      const url = `/api/trpc/${name}`;
      const given = input?.(things);
      if (typeOf(name) === "mutation") return { method: "POST", url, body: given ?? {} };
      return { method: "GET", url, ...(given ? { query: { input: JSON.stringify(given) } } : {}) };
    },
  }));
}
