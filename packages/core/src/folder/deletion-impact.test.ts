import { CreateFolderInput, CreateSecretInput, SecretScope } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("what a deletion would take with it", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let folderId: string;
  let environmentId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    const project = await tenant.createProject();
    projectId = project.id;
    environmentId = project.environments[0]?.id ?? "";
    const { admin } = tenant;
    folderId = (await core.createFolder(admin, CreateFolderInput.parse({ ...scope("/"), name: "apps" }))).id;
    await core.createFolder(admin, CreateFolderInput.parse({ ...scope("/apps"), name: "web" }));
    for (const path of ["/", "/apps", "/apps/web"]) {
      await core.createSecret(admin, CreateSecretInput.parse({ ...scope(path), key: "K", value: "v" }));
    }
    const importInto = (place: SecretScope, secretPath: string) =>
      core.createSecretImport(admin, { ...place, source: { environment: "dev", secretPath } });
    await importInto(scope("/apps"), "/apps/web");
    await importInto(scope("/"), "/apps/web");
    await importInto({ ...scope("/"), environment: "prod" }, "/apps");
  });

  const scope = (secretPath: string) => SecretScope.parse({ projectId, environment: "dev", secretPath });

  it("counts folders and secrets below a folder, and names who imports from it elsewhere", async () => {
    const inPart = { folderCount: 1, secretCount: 2 };
    expect(await core.getFolderDeletionImpact(tenant.admin, { projectId, folderId })).toEqual({
      ...inPart,
      importedBy: [
        { environment: "dev", secretPath: "/" },
        { environment: "prod", secretPath: "/" },
      ],
    });
  });

  it("counts all of an environment", async () => {
    expect(await core.getEnvironmentDeletionImpact(tenant.admin, { projectId, environmentId })).toEqual({
      folderCount: 2,
      secretCount: 3,
      importedBy: [{ environment: "prod", secretPath: "/" }],
    });
  });

  it("is told to whoever may delete it, and nobody else", async () => {
    const reader = await tenant.contextWithRules(projectId, [{ subject: "secrets", action: ["describeSecret"] }]);
    const { admin: stranger } = await world().otherTenant();
    const folder = { projectId, folderId };
    const environment = { projectId, environmentId };
    await expect(core.getFolderDeletionImpact(reader, folder)).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
    await expect(core.getFolderDeletionImpact(stranger, folder)).rejects.toMatchObject({ code: "folder.not_found" });
    await expect(core.getEnvironmentDeletionImpact(reader, environment)).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
    await expect(core.getEnvironmentDeletionImpact(stranger, environment)).rejects.toMatchObject({
      code: "project.not_found",
    });
    const other = (await tenant.createProject()).id;
    await expect(core.getFolderDeletionImpact(tenant.admin, { ...folder, projectId: other })).rejects.toMatchObject({
      code: "folder.not_found",
    });
  });
});
