import { randomUUID } from "node:crypto";
import {
  ApplySecretsInput,
  AttachKubernetesAuthInput,
  type AuditAction,
  CreateClientSecretInput,
  CreateFolderInput,
  CreateIdentityInput,
  CreateOrganizationRoleInput,
  CreateProjectInput,
  CreateProjectRoleInput,
  CreateSecretInput,
  type ErrorCode,
  SecretScope,
  TOKEN_AUTH_DEFAULTS,
  UNIVERSAL_AUTH_DEFAULTS,
} from "@podpass/contracts";
import { describeOnEachDatabase, digestDatabase, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeAll, expect, it } from "vitest";
import type { UseCaseContext } from "./index.ts";
import * as core from "./index.ts";
import { actorId } from "./shared/actor.ts";

/** What is to be done, to things that were made for it. */
type Act = (ctx: UseCaseContext) => Promise<unknown>;

interface Mutation {
  action: AuditAction;
  /** What another organization's admin is told; null when the act names nothing that could be another's. */
  notFound: ErrorCode | null;
  prepare(tenant: Tenant): Promise<Act>;
}

const secretScope = (projectId: string) => SecretScope.parse({ projectId, environment: "dev" });

async function createFolderWithSecret(tenant: Tenant, projectId: string) {
  const scope = secretScope(projectId);
  const folder = await core.createFolder(tenant.admin, CreateFolderInput.parse({ ...scope, name: "apps" }));
  const secret = { ...scope, secretPath: "/apps", key: "K", value: "v" };
  await core.createSecret(tenant.admin, CreateSecretInput.parse(secret));
  return folder;
}

async function createTaggedSecret(tenant: Tenant) {
  const { id: projectId } = await tenant.createProject();
  const tag = await core.createTag(tenant.admin, { projectId, slug: "backend", color: "" });
  const secret = { ...secretScope(projectId), key: "K", value: "v", tagIds: [tag.id] };
  await core.createSecret(tenant.admin, CreateSecretInput.parse(secret));
  return tag;
}

async function createImport(tenant: Tenant) {
  const scope = secretScope((await tenant.createProject()).id);
  return core.createSecretImport(tenant.admin, { ...scope, source: { environment: "prod", secretPath: "/" } });
}

/** Gives a person a second factor, of which nothing is ever shown. */
async function enableSecondFactor({ store, actor, clock }: UseCaseContext): Promise<void> {
  const [userId, secret] = [actorId(actor) ?? "", new Uint8Array([0])];
  await store.secondFactors.begin(userId, secret, clock.now());
  await store.secondFactors.confirm(userId, secret, 0, clock.now());
}

/** The membership of a person as signed in. */
async function memberIdOf(ctx: UseCaseContext): Promise<string> {
  const member = await ctx.store.members.findOfUser(ctx.organizationId, actorId(ctx.actor) ?? "");
  return member?.id ?? "";
}

async function invite({ admin }: Tenant): Promise<string> {
  const input = { email: `${randomUUID()}@example.com`, roles: ["member"], expiresInDays: 7 };
  return (await core.createInvitation(admin, input)).invitation.id;
}

const MUTATIONS: Record<string, Mutation> = {
  createIdentity: {
    action: "identity.create",
    notFound: null,
    prepare: async () => (ctx) =>
      core.createIdentity(
        ctx,
        CreateIdentityInput.parse({ name: "a", metadata: [{ key: "k", value: "v" }], isUniversalAuthAttached: true }),
      ),
  },
  updateIdentity: {
    action: "identity.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      return (ctx) =>
        core.updateIdentity(ctx, { identityId, name: "b", role: "member", metadata: [{ key: "k", value: "v" }] });
    },
  },
  deleteIdentity: {
    action: "identity.delete",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.deleteIdentity(ctx, { identityId });
    },
  },
  attachKubernetesAuth: {
    action: "kubernetes_auth.attach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      const input = { identityId, kubernetesHost: "10.0.0.1:6443", allowedNames: "*", tokenReviewerJwt: "a.b.c" };
      return (ctx) => core.attachKubernetesAuth(ctx, AttachKubernetesAuthInput.parse(input));
    },
  },
  updateKubernetesAuth: {
    action: "kubernetes_auth.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.updateKubernetesAuth(ctx, { identityId, allowedNamespaces: "payments" });
    },
  },
  detachKubernetesAuth: {
    action: "kubernetes_auth.detach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.detachKubernetesAuth(ctx, { identityId });
    },
  },
  checkKubernetesConnection: {
    action: "kubernetes_auth.check",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.checkKubernetesConnection(ctx, { identityId });
    },
  },
  tryKubernetesLogin: {
    action: "kubernetes_auth.try_login",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      return (ctx) => core.tryKubernetesLogin(ctx, { identityId, by: "jwt", jwt: "junk" });
    },
  },
  attachUniversalAuth: {
    action: "universal_auth.attach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      return (ctx) => core.attachUniversalAuth(ctx, { identityId, ...UNIVERSAL_AUTH_DEFAULTS });
    },
  },
  updateUniversalAuth: {
    action: "universal_auth.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.updateUniversalAuth(ctx, { identityId, accessTokenTtlSeconds: 60 });
    },
  },
  detachUniversalAuth: {
    action: "universal_auth.detach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.detachUniversalAuth(ctx, { identityId });
    },
  },
  clearLockouts: {
    action: "universal_auth.clear_lockouts",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.clearLockouts(ctx, { identityId });
    },
  },
  createClientSecret: {
    action: "client_secret.create",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      return (ctx) => core.createClientSecret(ctx, CreateClientSecretInput.parse({ identityId }));
    },
  },
  revokeClientSecret: {
    action: "client_secret.revoke",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      const { data } = await core.createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId }));
      return (ctx) => core.revokeClientSecret(ctx, { identityId, clientSecretId: data.id });
    },
  },
  attachTokenAuth: {
    action: "token_auth.attach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      return (ctx) => core.attachTokenAuth(ctx, { identityId, ...TOKEN_AUTH_DEFAULTS });
    },
  },
  updateTokenAuth: {
    action: "token_auth.update",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
      return (ctx) => core.updateTokenAuth(ctx, { identityId, accessTokenTtlSeconds: 60 });
    },
  },
  detachTokenAuth: {
    action: "token_auth.detach",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
      return (ctx) => core.detachTokenAuth(ctx, { identityId });
    },
  },
  createToken: {
    action: "access_token.issue",
    notFound: "identity.not_found",
    prepare: async (tenant) => {
      const { id: identityId } = await tenant.createIdentity();
      await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
      return (ctx) => core.createToken(ctx, { identityId, name: "CI" });
    },
  },
  renameToken: {
    action: "access_token.rename",
    notFound: "access_token.not_found",
    prepare: async (tenant) => {
      const { data } = await tenant.createToken();
      return (ctx) => core.renameToken(ctx, { accessTokenId: data.id, name: "CD" });
    },
  },
  revokeAccessTokens: {
    action: "access_token.revoke",
    notFound: "access_token.not_found",
    prepare: async (tenant) => {
      const { data } = await tenant.createToken();
      return (ctx) => core.revokeAccessTokens(ctx, { accessTokenIds: [data.id] });
    },
  },
  disableOrganization: {
    action: "organization.disable",
    notFound: null,
    prepare: async () => (ctx) => core.disableOrganization(ctx),
  },
  enableOrganization: {
    action: "organization.enable",
    notFound: null,
    prepare: async () => (ctx) => core.enableOrganization(ctx),
  },
  updateOrganization: {
    action: "organization.update",
    notFound: null,
    prepare: async () => (ctx) => core.updateOrganization(ctx, { name: "New name", slug: `s-${randomUUID()}` }),
  },
  updateMember: {
    action: "member.update",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.updateMember(ctx, { memberId, roles: ["no-access"] });
    },
  },
  deactivateMember: {
    action: "member.deactivate",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.deactivateMember(ctx, { memberId });
    },
  },
  reactivateMember: {
    action: "member.reactivate",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      await core.deactivateMember(tenant.admin, { memberId });
      return (ctx) => core.reactivateMember(ctx, { memberId });
    },
  },
  unlockMember: {
    action: "user.unlock",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.unlockMember(ctx, { memberId });
    },
  },
  resetMemberSecondFactor: {
    action: "user.second_factor_reset",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const person = await tenant.contextOf({ organizationRole: "member" });
      await enableSecondFactor(person);
      const memberId = await memberIdOf(person);
      return (ctx) => core.resetMemberSecondFactor(ctx, { memberId });
    },
  },
  removeMember: {
    action: "member.remove",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.removeMember(ctx, { memberId });
    },
  },
  createInvitation: {
    action: "invitation.create",
    notFound: null,
    prepare: async () => {
      const email = `${randomUUID()}@example.com`;
      return (ctx) => core.createInvitation(ctx, { email, roles: ["member"], expiresInDays: 7 });
    },
  },
  resendInvitation: {
    action: "invitation.resend",
    notFound: "invitation.not_found",
    prepare: async (tenant) => {
      const invitationId = await invite(tenant);
      return (ctx) => core.resendInvitation(ctx, { invitationId, expiresInDays: 7 });
    },
  },
  withdrawInvitation: {
    action: "invitation.withdraw",
    notFound: "invitation.not_found",
    prepare: async (tenant) => {
      const invitationId = await invite(tenant);
      return (ctx) => core.withdrawInvitation(ctx, { invitationId });
    },
  },
  createProject: {
    action: "project.create",
    notFound: null,
    prepare: async () => (ctx) => core.createProject(ctx, CreateProjectInput.parse({ name: `P ${randomUUID()}` })),
  },
  updateProject: {
    action: "project.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      return (ctx) => core.updateProject(ctx, { projectId, name: "New name", slug: `s-${randomUUID()}` });
    },
  },
  deleteProject: {
    action: "project.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project } = await tenant.createProjectWithSecret();
      return (ctx) => core.deleteProject(ctx, { projectId: project.id });
    },
  },
  createEnvironment: {
    action: "environment.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      return (ctx) => core.createEnvironment(ctx, { projectId, name: "QA", slug: "qa", position: 1 });
    },
  },
  updateEnvironment: {
    action: "environment.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const project = await tenant.createProject();
      const environmentId = project.environments[0]?.id ?? "";
      return (ctx) => core.updateEnvironment(ctx, { projectId: project.id, environmentId, slug: "qa", position: 3 });
    },
  },
  deleteEnvironment: {
    action: "environment.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project } = await tenant.createProjectWithSecret();
      const environmentId = project.environments[0]?.id ?? "";
      return (ctx) => core.deleteEnvironment(ctx, { projectId: project.id, environmentId });
    },
  },
  addProjectUser: {
    action: "project_membership.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const userId = actorId((await tenant.contextOf({})).actor) ?? "";
      return (ctx) => core.addProjectUser(ctx, { projectId, userId, roles: ["viewer", "member"] });
    },
  },
  addProjectUsersByEmail: {
    action: "project_membership.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const userId = actorId((await tenant.contextOf({})).actor) ?? "";
      const member = await tenant.admin.store.members.findOfUser(tenant.organizationId, userId);
      const emails = [member?.user.email ?? ""];
      return (ctx) => core.addProjectUsersByEmail(ctx, { projectId, emails, roles: ["viewer"] });
    },
  },
  updateProjectUser: {
    action: "project_membership.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const userId = actorId((await tenant.contextOf({ projectId, projectRole: "viewer" })).actor) ?? "";
      return (ctx) => core.updateProjectUser(ctx, { projectId, userId, roles: ["member"] });
    },
  },
  removeProjectUser: {
    action: "project_membership.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const userId = actorId((await tenant.contextOf({ projectId, projectRole: "viewer" })).actor) ?? "";
      return (ctx) => core.removeProjectUser(ctx, { projectId, userId });
    },
  },
  addProjectIdentity: {
    action: "project_membership.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const [{ id: projectId }, { id: identityId }] = [await tenant.createProject(), await tenant.createIdentity()];
      return (ctx) => core.addProjectIdentity(ctx, { projectId, identityId, roles: ["viewer", "member"] });
    },
  },
  updateProjectIdentity: {
    action: "project_membership.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const [{ id: projectId }, { id: identityId }] = [await tenant.createProject(), await tenant.createIdentity()];
      await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
      return (ctx) => core.updateProjectIdentity(ctx, { projectId, identityId, roles: ["member"] });
    },
  },
  removeProjectIdentity: {
    action: "project_membership.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const [{ id: projectId }, { id: identityId }] = [await tenant.createProject(), await tenant.createIdentity()];
      await core.addProjectIdentity(tenant.admin, { projectId, identityId, roles: ["viewer"] });
      return (ctx) => core.removeProjectIdentity(ctx, { projectId, identityId });
    },
  },
  createFolder: {
    action: "folder.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id } = await tenant.createProject();
      return (ctx) => core.createFolder(ctx, CreateFolderInput.parse({ ...secretScope(id), name: "apps" }));
    },
  },
  updateFolder: {
    action: "folder.update",
    notFound: "folder.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const { id: folderId } = await createFolderWithSecret(tenant, projectId);
      return (ctx) => core.updateFolder(ctx, { projectId, folderId, name: "renamed" });
    },
  },
  deleteFolder: {
    action: "folder.delete",
    notFound: "folder.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const { id: folderId } = await createFolderWithSecret(tenant, projectId);
      return (ctx) => core.deleteFolder(ctx, { projectId, folderId });
    },
  },
  createTag: {
    action: "tag.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      return (ctx) => core.createTag(ctx, { projectId, slug: "backend", color: "#1d4ed8" });
    },
  },
  updateTag: {
    action: "tag.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { projectId, id: tagId } = await createTaggedSecret(tenant);
      return (ctx) => core.updateTag(ctx, { projectId, tagId, slug: "renamed" });
    },
  },
  deleteTag: {
    action: "tag.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { projectId, id: tagId } = await createTaggedSecret(tenant);
      return (ctx) => core.deleteTag(ctx, { projectId, tagId });
    },
  },
  restoreSecret: {
    action: "secret.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.restoreSecret(ctx, { ...secretScope(project.id), key: secret.key, version: 1 });
    },
  },
  setSecretOverride: {
    action: "secret_override.set",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.setSecretOverride(ctx, { ...secretScope(project.id), key: secret.key, value: "mine" });
    },
  },
  deleteSecretOverride: {
    action: "secret_override.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const ref = { ...secretScope(project.id), key: secret.key };
      await core.setSecretOverride(tenant.admin, { ...ref, value: "mine" });
      return (ctx) => core.deleteSecretOverride(ctx, ref);
    },
  },
  revealSecretOverride: {
    action: "secret.read",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const ref = { ...secretScope(project.id), key: secret.key };
      await core.setSecretOverride(tenant.admin, { ...ref, value: "mine" });
      return (ctx) => core.revealSecretOverride(ctx, ref);
    },
  },
  createSecretImport: {
    action: "secret_import.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const scope = secretScope((await tenant.createProject()).id);
      return (ctx) => core.createSecretImport(ctx, { ...scope, source: { environment: "prod", secretPath: "/" } });
    },
  },
  updateSecretImport: {
    action: "secret_import.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { projectId, id: importId } = await createImport(tenant);
      const source = { environment: "staging", secretPath: "/" };
      return (ctx) => core.updateSecretImport(ctx, { projectId, importId, source, position: 1 });
    },
  },
  deleteSecretImport: {
    action: "secret_import.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { projectId, id: importId } = await createImport(tenant);
      return (ctx) => core.deleteSecretImport(ctx, { projectId, importId });
    },
  },
  createOrganizationRole: {
    action: "role.create",
    notFound: null,
    prepare: async () => (ctx) =>
      core.createOrganizationRole(
        ctx,
        CreateOrganizationRoleInput.parse({ slug: `r-${randomUUID()}`, name: "R", rules: [] }),
      ),
  },
  updateOrganizationRole: {
    action: "role.update",
    notFound: "role.not_found",
    prepare: async (tenant) => {
      const { id: roleId } = await tenant.createRole();
      return (ctx) => core.updateOrganizationRole(ctx, { roleId, name: "New name", rules: [] });
    },
  },
  deleteOrganizationRole: {
    action: "role.delete",
    notFound: "role.not_found",
    prepare: async (tenant) => {
      const { id: roleId } = await tenant.createRole();
      return (ctx) => core.deleteOrganizationRole(ctx, { roleId });
    },
  },
  createProjectRole: {
    action: "role.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      return (ctx) =>
        core.createProjectRole(ctx, CreateProjectRoleInput.parse({ projectId, slug: "r", name: "R", rules: [] }));
    },
  },
  updateProjectRole: {
    action: "role.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const { id: roleId } = await tenant.createRole({ projectId });
      return (ctx) => core.updateProjectRole(ctx, { projectId, roleId, slug: "new-slug", rules: [] });
    },
  },
  deleteProjectRole: {
    action: "role.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      const { id: roleId } = await tenant.createRole({ projectId });
      return (ctx) => core.deleteProjectRole(ctx, { projectId, roleId });
    },
  },
  createSecret: {
    action: "secret.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id } = await tenant.createProject();
      return (ctx) => core.createSecret(ctx, CreateSecretInput.parse({ ...secretScope(id), key: "K", value: "v" }));
    },
  },
  updateSecret: {
    action: "secret.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.updateSecret(ctx, { ...secretScope(project.id), key: secret.key, value: "new" });
    },
  },
  deleteSecret: {
    action: "secret.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.deleteSecret(ctx, { ...secretScope(project.id), key: secret.key });
    },
  },
  revealSecret: {
    action: "secret.read",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.revealSecret(ctx, { ...secretScope(project.id), key: secret.key });
    },
  },
  applySecrets: {
    action: "secret.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const create = [{ key: "NEW", value: "v" }];
      const update = [{ key: secret.key, value: "new", expectedVersion: 1 }];
      return (ctx) => core.applySecrets(ctx, ApplySecretsInput.parse({ ...secretScope(project.id), create, update }));
    },
  },
  copySecrets: {
    action: "secret.copy",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const to = { environment: "prod", secretPath: "/" };
      const input = { ...secretScope(project.id), keys: [secret.key], to, whenPresent: "refuse" as const };
      return (ctx) => core.copySecrets(ctx, input);
    },
  },
  moveSecrets: {
    action: "secret.move",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const to = { environment: "prod", secretPath: "/" };
      return (ctx) => core.moveSecrets(ctx, { ...secretScope(project.id), keys: [secret.key], to });
    },
  },
  exportSecrets: {
    action: "secret.export",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project } = await tenant.createProjectWithSecret();
      return (ctx) => core.exportSecrets(ctx, { ...secretScope(project.id), areImportsWanted: false });
    },
  },
  resolveSecret: {
    action: "secret.read",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.resolveSecret(ctx, { ...secretScope(project.id), key: secret.key });
    },
  },
};

describeOnEachDatabase("every change", (world) => {
  let nobody: UseCaseContext;
  let stranger: Tenant;
  beforeAll(async () => {
    nobody = await world().contextOf({ organizationRole: "no-access" });
    stranger = await world().otherTenant();
  });

  async function expectRefused(act: Act, by: UseCaseContext, expected: object): Promise<void> {
    const before = await digestDatabase(world().database);
    await expect(act(by)).rejects.toMatchObject(expected);
    expect(await digestDatabase(world().database)).toEqual(before);
  }

  it.each(Object.entries(MUTATIONS))(
    "%s is written down once, with who did it and in which request",
    async (...row) => {
      const [, { action, prepare }] = row;
      const { admin } = world();
      const act = await prepare(world());
      const ctx = { ...admin, ...world().publicContext() };
      await act(ctx);
      const events = await world().auditEvents(action);
      expect(events.filter((event) => event.requestId === ctx.request.requestId)).toEqual([
        expect.objectContaining({ actorType: "user", actorId: actorId(admin.actor), ipAddress: "127.0.0.1" }),
      ]);
    },
  );

  it.each(Object.entries(MUTATIONS))("%s leaves nothing behind when it cannot be written down", async (...row) => {
    const act = await row[1].prepare(world());
    await expectRefused(act, withoutAudit(world().admin), {});
  });

  it.each(Object.entries(MUTATIONS))("%s is refused to whoever holds no right, and changes nothing", async (...row) => {
    const act = await row[1].prepare(world());
    await expectRefused(act, nobody, { code: "auth.permission_denied" });
  });

  const aboutSomething = Object.entries(MUTATIONS).filter(([, { notFound }]) => notFound !== null);
  it.each(aboutSomething)("%s finds nothing of another organization, and changes nothing", async (...row) => {
    const act = await row[1].prepare(world());
    await expectRefused(act, stranger.admin, { code: row[1].notFound });
  });
});
