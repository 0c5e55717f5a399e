import { randomUUID } from "node:crypto";
import { CreateOwnIdentityInput, CreateProjectInput, CreateProjectRoleInput } from "@podpass/contracts";
import { describeMutations, type Tenant } from "@podpass/testing/world";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

const OWN_IDENTITY = { name: "own", roles: ["viewer"] };

async function createOwnIdentity(tenant: Tenant) {
  const { id: projectId } = await tenant.createProject();
  const input = CreateOwnIdentityInput.parse({ ...OWN_IDENTITY, projectId });
  return { projectId, identityId: (await core.createOwnIdentity(tenant.admin, input)).id };
}

describeMutations("of a project, who is in it and its roles", {
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
  updateAuditRetention: {
    action: "audit_retention.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      return (ctx) => core.updateAuditRetention(ctx, { projectId, auditRetentionDays: 30 });
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
  createOwnIdentity: {
    action: "identity.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id: projectId } = await tenant.createProject();
      return (ctx) => core.createOwnIdentity(ctx, CreateOwnIdentityInput.parse({ ...OWN_IDENTITY, projectId }));
    },
  },
  updateOwnIdentity: {
    action: "identity.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const ref = await createOwnIdentity(tenant);
      return (ctx) => core.updateOwnIdentity(ctx, { ...ref, name: "New name" });
    },
  },
  deleteOwnIdentity: {
    action: "identity.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const ref = await createOwnIdentity(tenant);
      return (ctx) => core.deleteOwnIdentity(ctx, ref);
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
});
