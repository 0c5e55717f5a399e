import {
  ApplySecretsInput,
  CopySecretsInput,
  CreateFolderInput,
  CreateSecretInput,
  GetSecretInput,
  ListFoldersInput,
  ListSecretsInput,
  MoveSecretsInput,
  type PermissionRule,
  SecretScope,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("secrets whose place is renamed between the question and the write", (world) => {
  let tenant: Tenant;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
  });

  const scope = (secretPath = "/", environment = "dev") => SecretScope.parse({ projectId, environment, secretPath });
  const folder = (name: string) => core.createFolder(tenant.admin, CreateFolderInput.parse({ ...scope(), name }));
  const create = (place: SecretScope, key = "KEY") =>
    core.createSecret(tenant.admin, CreateSecretInput.parse({ ...place, key, value: "hunter2" }));
  const keysIn = async (place: SecretScope) =>
    (await core.listSecrets(tenant.admin, ListSecretsInput.parse(place))).items.map(
      ({ key, version }) => `${key} v${version}`,
    );
  /** The caller, for whom something else is done when all is read that goes before a transaction. */
  const meanwhile = (ctx: core.UseCaseContext, act: () => Promise<unknown>): core.UseCaseContext => ({
    ...ctx,
    async transaction(work) {
      await act();
      return ctx.transaction(work);
    },
  });
  const open: PermissionRule["action"] = ["describeSecret", "readValue"];

  it("are moved into no folder that is another one by then: who renames it could read them", async () => {
    await folder("shut");
    await create(scope("/shut"));
    const inbox = await folder("inbox");
    const mover = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["delete"], conditions: { secretPath: "/shut" } },
      { subject: "secrets", action: ["create"], conditions: { secretPath: "/inbox" } },
      { subject: "secrets", action: open, conditions: { secretPath: "/open" } },
      { subject: "secret-folders", action: ["edit"] },
    ]);
    const move = (ctx: core.UseCaseContext, secretPath: string) =>
      core.moveSecrets(
        ctx,
        MoveSecretsInput.parse({ ...scope("/shut"), keys: ["KEY"], to: { environment: "dev", secretPath } }),
      );
    const rename = () => core.updateFolder(mover, { projectId, folderId: inbox.id, name: "open" });
    await expect(move(meanwhile(mover, rename), "/inbox")).rejects.toMatchObject({ code: "folder.not_found" });
    await expect(core.getSecret(mover, GetSecretInput.parse({ ...scope("/open"), key: "KEY" }))).rejects.toMatchObject({
      code: "secret.not_found",
    });
    expect(await keysIn(scope("/shut"))).toEqual(["KEY v1"]);
  });

  it("are moved into no environment that is another one by then", async () => {
    await create(scope());
    const environments = await core.listEnvironments(tenant.admin, { projectId });
    const environmentId = environments.items.find(({ slug }) => slug === "staging")?.id ?? "";
    const mover = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["delete"], conditions: { environment: "dev" } },
      { subject: "secrets", action: ["create"], conditions: { environment: "staging" } },
      { subject: "secrets", action: open, conditions: { environment: "open" } },
      { subject: "environments", action: ["edit"] },
    ]);
    const rename = () => core.updateEnvironment(mover, { projectId, environmentId, slug: "open" });
    const to = { environment: "staging", secretPath: "/" };
    const input = MoveSecretsInput.parse({ ...scope(), keys: ["KEY"], to });
    await expect(core.moveSecrets(meanwhile(mover, rename), input)).rejects.toMatchObject({ code: "folder.not_found" });
    expect(await keysIn(scope())).toEqual(["KEY v1"]);
  });

  it("are joined by no folder in an environment that is another one by then", async () => {
    const environments = await core.listEnvironments(tenant.admin, { projectId });
    const environmentId = environments.items.find(({ slug }) => slug === "dev")?.id ?? "";
    const rename = () => core.updateEnvironment(tenant.admin, { projectId, environmentId, slug: "new" });
    const input = CreateFolderInput.parse({ ...scope(), name: "late" });
    await expect(core.createFolder(meanwhile(tenant.admin, rename), input)).rejects.toMatchObject({
      code: "environment.not_found",
    });
    const there = ListFoldersInput.parse({ ...scope("/", "new"), isRecursive: true });
    expect((await core.listFolders(tenant.admin, there)).items).toEqual([]);
    expect(await tenant.auditEvents("folder.create")).toEqual([]);
  });

  const writes: Record<string, (ctx: core.UseCaseContext, place: SecretScope) => Promise<unknown>> = {
    made: (ctx, place) => core.createSecret(ctx, CreateSecretInput.parse({ ...place, key: "NEW", value: "" })),
    changed: (ctx, place) => core.updateSecret(ctx, { ...place, key: "KEY", value: "new" }),
    "changed among others": (ctx, place) =>
      core.applySecrets(ctx, ApplySecretsInput.parse({ ...place, update: [{ key: "KEY", value: "new" }] })),
    restored: (ctx, place) => core.restoreSecret(ctx, { ...place, key: "KEY", version: 1 }),
    deleted: (ctx, place) => core.deleteSecret(ctx, { ...place, key: "KEY" }),
    "moved away": (ctx, place) => core.moveSecrets(ctx, { ...place, keys: ["KEY"], to: scope() }),
    "copied away": (ctx, place) =>
      core.copySecrets(ctx, CopySecretsInput.parse({ ...place, keys: ["KEY"], to: scope() })),
    "copied there": (ctx, to) => core.copySecrets(ctx, CopySecretsInput.parse({ ...scope(), keys: ["OTHER"], to })),
  };
  it.each(Object.entries(writes))("are not %s where they are by then", async (_what, write) => {
    const { id: folderId } = await folder("old");
    await create(scope("/old"));
    await create(scope(), "OTHER");
    const rename = () => core.updateFolder(tenant.admin, { projectId, folderId, name: "new" });
    const late = meanwhile(tenant.admin, rename);
    await expect(write(late, scope("/old"))).rejects.toMatchObject({ code: "folder.not_found" });
    expect(await keysIn(scope("/new"))).toEqual(["KEY v1"]);
    expect(await keysIn(scope())).toEqual(["OTHER v1"]);
  });
});
