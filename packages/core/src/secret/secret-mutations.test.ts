import {
  ApplySecretsInput,
  CreateFolderInput,
  CreateSecretInput,
  ImportProjectInput,
  SecretScope,
} from "@podpass/contracts";
import { describeMutations, KEPT_SECRET, type Tenant } from "@podpass/testing/world";
import * as core from "../index.ts";

const secretScope = (projectId: string) => SecretScope.parse({ projectId, environment: "dev" });

async function createFolderWithSecret(tenant: Tenant, projectId: string) {
  const scope = secretScope(projectId);
  const folder = await core.createFolder(tenant.admin, CreateFolderInput.parse({ ...scope, name: "apps" }));
  const secret = { ...scope, secretPath: "/apps", key: "K", value: KEPT_SECRET };
  await core.createSecret(tenant.admin, CreateSecretInput.parse(secret));
  return folder;
}

async function createTaggedSecret(tenant: Tenant) {
  const { id: projectId } = await tenant.createProject();
  const tag = await core.createTag(tenant.admin, { projectId, slug: "backend", color: "" });
  const secret = { ...secretScope(projectId), key: "K", value: KEPT_SECRET, tagIds: [tag.id] };
  await core.createSecret(tenant.admin, CreateSecretInput.parse(secret));
  return tag;
}

async function createImport(tenant: Tenant) {
  const scope = secretScope((await tenant.createProject()).id);
  return core.createSecretImport(tenant.admin, { ...scope, source: { environment: "prod", secretPath: "/" } });
}

describeMutations("of secrets and what holds them", {
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
      return (ctx) => core.setSecretOverride(ctx, { ...secretScope(project.id), key: secret.key, value: KEPT_SECRET });
    },
  },
  deleteSecretOverride: {
    action: "secret_override.delete",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const ref = { ...secretScope(project.id), key: secret.key };
      await core.setSecretOverride(tenant.admin, { ...ref, value: KEPT_SECRET });
      return (ctx) => core.deleteSecretOverride(ctx, ref);
    },
  },
  revealSecretOverride: {
    action: "secret.read",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      const ref = { ...secretScope(project.id), key: secret.key };
      await core.setSecretOverride(tenant.admin, { ...ref, value: KEPT_SECRET });
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
  createSecret: {
    action: "secret.create",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { id } = await tenant.createProject();
      return (ctx) =>
        core.createSecret(ctx, CreateSecretInput.parse({ ...secretScope(id), key: "K", value: KEPT_SECRET }));
    },
  },
  updateSecret: {
    action: "secret.update",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project, secret } = await tenant.createProjectWithSecret();
      return (ctx) => core.updateSecret(ctx, { ...secretScope(project.id), key: secret.key, value: KEPT_SECRET });
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
      const create = [{ key: "NEW", value: KEPT_SECRET }];
      const update = [{ key: secret.key, value: KEPT_SECRET, expectedVersion: 1 }];
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
  importProject: {
    action: "project.import",
    notFound: "project.not_found",
    prepare: async (tenant) => {
      const { project } = await tenant.createProjectWithSecret();
      const environments = [{ slug: "qa", name: "QA" }];
      const input = ImportProjectInput.parse({ projectId: project.id, environments });
      return (ctx) => core.importProject(ctx, input);
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
});
