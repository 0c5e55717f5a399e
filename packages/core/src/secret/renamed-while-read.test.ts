import {
  CompareEnvironmentsInput,
  CreateFolderInput,
  CreateSecretInput,
  GetSecretInput,
  ListSecretsInput,
  ListSecretVersionsInput,
  type PermissionRule,
  PreviewSecretsInput,
  SecretScope,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const OPEN: PermissionRule = {
  subject: "secrets",
  action: ["describeSecret", "readValue"],
  conditions: { environment: "dev", secretPath: { $in: ["/open", "/"] } },
};

describeOnEachDatabase("a secret that comes to a place which is renamed between the question and the read", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let reader: core.UseCaseContext;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
    reader = await tenant.contextWithRules(projectId, [OPEN]);
  });

  const scope = (secretPath = "/open", environment = "dev") =>
    SecretScope.parse({ projectId, environment, secretPath });
  const create = (place: SecretScope, key: string, value = "hunter2") =>
    core.createSecret(tenant.admin, CreateSecretInput.parse({ ...place, key, value }));
  const createFolder = () => core.createFolder(tenant.admin, CreateFolderInput.parse({ ...scope("/"), name: "open" }));

  /** The caller, for whom something else is done, once, when the folder was found that is asked for. */
  function meanwhile(ctx: core.UseCaseContext, act: () => Promise<unknown>): core.UseCaseContext {
    let isDone = false;
    const { folders } = ctx.store;
    const findByPath: typeof folders.findByPath = async (...where) => {
      const folder = await folders.findByPath(...where);
      if (!isDone) {
        isDone = true;
        await act();
      }
      return folder;
    };
    return { ...ctx, store: { ...ctx.store, folders: { ...folders, findByPath } } };
  }

  const key = "KEY";
  const reads: Record<string, (ctx: core.UseCaseContext, place: SecretScope) => Promise<unknown>> = {
    "read by a pod": (ctx, place) => core.getSecret(ctx, GetSecretInput.parse({ ...place, key, isValueWanted: true })),
    listed: (ctx, place) => core.listSecrets(ctx, ListSecretsInput.parse({ ...place, isValueWanted: true })),
    "listed with what is below": (ctx, place) =>
      core.listSecrets(ctx, ListSecretsInput.parse({ ...place, isRecursive: true })),
    revealed: (ctx, place) => core.revealSecret(ctx, { ...place, key }),
    resolved: (ctx, place) => core.resolveSecret(ctx, { ...place, key }),
    "told the versions of": (ctx, place) =>
      core.listSecretVersions(ctx, ListSecretVersionsInput.parse({ ...place, key })),
    "compared with what is known": (ctx, place) =>
      core.previewSecrets(ctx, PreviewSecretsInput.parse({ ...place, secrets: [{ key, value: "hunter2" }] })),
    "compared with other environments": (ctx, { secretPath }) =>
      core.compareEnvironments(
        ctx,
        CompareEnvironmentsInput.parse({ projectId, secretPath, environments: ["dev", "staging"] }),
      ),
    "given a value of the reader's own": (ctx, place) => core.setSecretOverride(ctx, { ...place, key, value: "mine" }),
    "relieved of it": (ctx, place) => core.deleteSecretOverride(ctx, { ...place, key }),
    "shown with it": (ctx, place) => core.revealSecretOverride(ctx, { ...place, key }),
  };

  it.each(Object.entries(reads))("is not %s by where its folder was", async (_what, read) => {
    const { id: folderId } = await createFolder();
    const late = meanwhile(reader, async () => {
      await core.updateFolder(tenant.admin, { projectId, folderId, name: "shut" });
      await create(scope("/shut"), key);
    });
    await expect(read(late, scope())).rejects.toMatchObject({ code: "folder.not_found" });
    expect(await tenant.auditEvents("secret.read")).toEqual([]);
  });

  it("is not read by what its environment was called", async () => {
    await createFolder();
    const { items } = await core.listEnvironments(tenant.admin, { projectId });
    const environmentId = items.find(({ slug }) => slug === "dev")?.id ?? "";
    const late = meanwhile(reader, async () => {
      await core.updateEnvironment(tenant.admin, { projectId, environmentId, slug: "shut" });
      await create(scope("/open", "shut"), key);
    });
    const input = GetSecretInput.parse({ ...scope(), key, isValueWanted: true });
    await expect(core.getSecret(late, input)).rejects.toMatchObject({ code: "folder.not_found" });
  });

  it("is not what a reference to where its folder was is replaced by", async () => {
    const { id: folderId } = await createFolder();
    await create(scope("/"), "URL", "of ${dev.open.KEY}");
    const { folders } = reader.store;
    const listByPaths: typeof folders.listByPaths = async (...where) => {
      const found = await folders.listByPaths(...where);
      await core.updateFolder(tenant.admin, { projectId, folderId, name: "shut" });
      await create(scope("/shut"), key);
      return found;
    };
    const late = { ...reader, store: { ...reader.store, folders: { ...folders, listByPaths } } };
    const input = GetSecretInput.parse({ ...scope("/"), key: "URL", isValueWanted: true, isExpanded: true });
    await expect(core.getSecret(late, input)).rejects.toMatchObject({ code: "folder.not_found" });
  });

  it("does not tell which keys the reader has values of their own for", async () => {
    const { id: folderId } = await createFolder();
    await create(scope(), key);
    await core.setSecretOverride(reader, { ...scope(), key, value: "mine" });
    const rename = () => core.updateFolder(tenant.admin, { projectId, folderId, name: "shut" });
    expect(await core.listSecretOverrides(meanwhile(reader, rename), scope())).toEqual({ keys: [] });
  });
});
