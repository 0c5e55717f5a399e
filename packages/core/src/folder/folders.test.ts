import {
  CreateFolderInput,
  CreateSecretInput,
  GetSecretInput,
  ListFoldersInput,
  ListSecretsInput,
  SecretScope,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import {
  createEnvironment,
  createFolder,
  createSecret,
  deleteFolder,
  getSecret,
  listFolders,
  listSecrets,
  type UseCaseContext,
  updateFolder,
} from "../index.ts";

describeOnEachDatabase("folders", (world) => {
  let tenant: Tenant;
  let admin: UseCaseContext;
  let projectId: string;
  let scope: SecretScope;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
    scope = SecretScope.parse({ projectId, environment: "dev" });
  });

  const create = (secretPath: string, name: string, more: object = {}) =>
    createFolder(admin, CreateFolderInput.parse({ ...scope, secretPath, name, ...more }));
  const paths = async (secretPath = "/", isRecursive = true) => {
    const { items } = await listFolders(admin, ListFoldersInput.parse({ ...scope, secretPath, isRecursive }));
    return items.map(({ path }) => path);
  };
  const add = (secretPath: string, key: string) =>
    createSecret(admin, CreateSecretInput.parse({ ...scope, secretPath, key, value: `${secretPath} ${key}` }));
  const secrets = async (more: object = {}, ctx = admin) => {
    const input = ListSecretsInput.parse({ ...scope, isValueWanted: true, ...more });
    return (await listSecrets(ctx, input)).items.map(({ secretPath, key }) => `${secretPath} ${key}`);
  };

  it("hold secrets of one name apart, and list them alone or with all below", async () => {
    await create("/apps", "web");
    await create("/", "apps_2");
    for (const path of ["/", "/apps", "/apps/web", "/apps_2"]) await add(path, "KEY");
    expect(await secrets()).toEqual(["/ KEY"]);
    expect(await secrets({ secretPath: "/apps" })).toEqual(["/apps KEY"]);
    expect(await secrets({ secretPath: "/apps", isRecursive: true })).toEqual(["/apps KEY", "/apps/web KEY"]);
    expect(new Set(await secrets({ isRecursive: true }))).toEqual(
      new Set(["/ KEY", "/apps KEY", "/apps/web KEY", "/apps_2 KEY"]),
    );
    const input = GetSecretInput.parse({ ...scope, secretPath: "/apps/web", key: "KEY" });
    expect(await getSecret(admin, input)).toMatchObject({ value: "/apps/web KEY" });
  });

  it("are made with those missing on the way, once, however many ask", async () => {
    await Promise.all(Array.from({ length: 4 }, () => create("/a/b", "c")));
    expect(await paths()).toEqual(["/a", "/a/b", "/a/b/c"]);
    expect(await tenant.auditEvents("folder.create")).toHaveLength(3);
    const again = await create("/a/b", "c", { description: "not written over" });
    expect(again).toMatchObject({ path: "/a/b/c", description: "", version: 1 });
    expect(await paths("/a", false)).toEqual(["/a/b"]);
  });

  it("take what is below them along when they are renamed, and nothing beside them", async () => {
    await create("/", "apps-2");
    const apps = await create("/", "apps");
    await create("/apps", "web");
    await create("/apps/web", "eu");
    await add("/apps/web/eu", "KEY");
    const renamed = await updateFolder(admin, { projectId, folderId: apps.id, name: "services" });
    expect(renamed).toMatchObject({ path: "/services", version: 2 });
    expect(new Set(await paths())).toEqual(new Set(["/apps-2", "/services", "/services/web", "/services/web/eu"]));
    expect(await secrets({ secretPath: "/services", isRecursive: true })).toEqual(["/services/web/eu KEY"]);
    await expect(secrets({ secretPath: "/apps" })).rejects.toMatchObject({
      code: "folder.not_found",
      message: "Folder with path '/apps' in environment with slug 'dev' not found",
    });
  });

  it("have a name once in their folder, and the root keeps its own", async () => {
    const [a] = [await create("/", "a"), await create("/", "b"), await create("/b", "a")];
    await expect(updateFolder(admin, { projectId, folderId: a.id, name: "b" })).rejects.toMatchObject({
      code: "folder.name_taken",
    });
    const root = a.parentId ?? "";
    await expect(updateFolder(admin, { projectId, folderId: root, name: "b" })).rejects.toMatchObject({
      code: "folder.is_root",
    });
    await expect(deleteFolder(admin, { projectId, folderId: root })).rejects.toMatchObject({ code: "folder.is_root" });
  });

  it("go with all that is in them, and leave the rest", async () => {
    const apps = await create("/", "apps");
    await create("/apps", "web");
    await create("/", "apps2");
    for (const path of ["/", "/apps", "/apps/web", "/apps2"]) await add(path, "KEY");
    await deleteFolder(admin, { projectId, folderId: apps.id });
    expect(await secrets({ isRecursive: true })).toEqual(["/ KEY", "/apps2 KEY"]);
    expect(await tenant.auditEvents("folder.delete")).toMatchObject([
      { detail: { path: "/apps", environment: "dev", folderCount: 1, secretCount: 2 } },
    ]);
  });

  it("are not of another environment or project", async () => {
    await create("/", "apps");
    await createEnvironment(admin, { projectId, name: "QA", slug: "qa" });
    await expect(secrets({ environment: "qa", secretPath: "/apps" })).rejects.toMatchObject({
      code: "folder.not_found",
    });
    expect(await secrets({ environment: "qa" })).toEqual([]);
    const other = await tenant.createProject();
    const { id: folderId } = await create("/", "apps");
    for (const act of [updateFolder, deleteFolder]) {
      await expect(act(admin, { projectId: other.id, folderId })).rejects.toMatchObject({ code: "folder.not_found" });
    }
  });

  it("lose no secret that is added while they are renamed, nor keep one that is added while they go", async () => {
    const folder = await create("/", "apps");
    const adding = Array.from({ length: 8 }, (_, index) => add("/apps", `KEY_${index}`));
    const results = await Promise.allSettled([
      ...adding,
      updateFolder(admin, { projectId, folderId: folder.id, name: "services" }),
    ]);
    const added = results.slice(0, -1).filter(({ status }) => status === "fulfilled").length;
    expect(await secrets({ secretPath: "/services" })).toHaveLength(added);
    const late = await Promise.allSettled([
      deleteFolder(admin, { projectId, folderId: folder.id }),
      ...Array.from({ length: 8 }, (_, index) => add("/services", `LATE_${index}`)),
    ]);
    for (const result of late) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "folder.not_found" });
    }
    expect(await world().database.client.secret.count({ where: { folderId: folder.id } })).toBe(0);
  });

  it("show and move only what the rules about their path allow", async () => {
    await create("/", "open");
    const hidden = await create("/", "hidden");
    for (const path of ["/", "/open", "/hidden"]) await add(path, "KEY");
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { secretPath: "/open" } },
      { subject: "secrets", action: ["describeSecret"], conditions: { secretPath: "/new" } },
      { subject: "secret-folders", action: ["edit"] },
    ]);
    expect(await secrets({ isRecursive: true }, person)).toEqual(["/open KEY"]);
    expect(await secrets({ secretPath: "/hidden" }, person)).toEqual([]);
    await expect(updateFolder(person, { projectId, folderId: hidden.id, name: "new" })).rejects.toMatchObject({
      code: "auth.privilege_boundary",
    });
    await updateFolder(person, { projectId, folderId: hidden.id, name: "elsewhere" });
  });

  it("are made where the rules allow it, those on the way too, and an existing one is shown to nobody else", async () => {
    await create("/", "apps", { description: "For insiders" });
    const denied = { code: "auth.permission_denied" };
    const makerIn = (...secretPaths: string[]) =>
      tenant.contextWithRules(projectId, [
        { subject: "secret-folders", action: ["create"], conditions: { secretPath: { $in: secretPaths } } },
      ]);
    const createAs = (ctx: UseCaseContext, secretPath: string, name: string) =>
      createFolder(ctx, CreateFolderInput.parse({ ...scope, secretPath, name }));
    await expect(createAs(await makerIn("/apps/web"), "/", "apps")).rejects.toMatchObject(denied);
    await expect(createAs(await makerIn("/apps/web"), "/apps/web", "blue")).rejects.toMatchObject(denied);
    expect(await paths()).toEqual(["/apps"]);
    await createAs(await makerIn("/apps", "/apps/web"), "/apps/web", "blue");
    expect(await paths()).toEqual(["/apps", "/apps/web", "/apps/web/blue"]);
  });
});
