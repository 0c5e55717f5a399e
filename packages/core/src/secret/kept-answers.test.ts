import {
  CreateFolderInput,
  CreateSecretImportInput,
  CreateSecretInput,
  CreateTagInput,
  type FolderOutput,
  GetSecretInput,
  ListSecretsInput,
  type PermissionRule,
  type SecretImportOutput,
  SecretScope,
  type TagOutput,
  UpdateSecretInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { beforeEach, describe, expect, it } from "vitest";
import * as core from "../index.ts";

const write = (answer: unknown) => Buffer.from(JSON.stringify(answer));
const LIST = { name: "test list", write };
const ONE = { name: "test one", write };

describeOnEachDatabase("an answer with secrets", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  let root: SecretScope;
  let imported: SecretImportOutput;
  let folder: FolderOutput;
  let tag: TagOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
    root = SecretScope.parse({ projectId, environment: "dev" });
    folder = await core.createFolder(admin, CreateFolderInput.parse({ ...root, name: "apps" }));
    tag = await core.createTag(admin, CreateTagInput.parse({ projectId, slug: "hot" }));
    await put("dev", "OWN", "own of ${prod.FAR}", { tagIds: [tag.id] });
    await put("staging", "IMPORTED", "imported");
    await put("prod", "FAR", "far");
    imported = await link("staging");
  });

  const put = (environment: string, key: string, value: string, more: object = {}) =>
    core.createSecret(admin, CreateSecretInput.parse({ projectId, environment, key, value, ...more }));
  const link = (environment: string) =>
    core.createSecretImport(
      admin,
      CreateSecretImportInput.parse({ ...root, source: { environment, secretPath: "/" } }),
    );
  const update = (environment: string, key: string, more: object) =>
    core.updateSecret(admin, UpdateSecretInput.parse({ projectId, environment, key, ...more }));
  const remove = (environment: string, key: string) =>
    core.deleteSecret(admin, { projectId, environment, secretPath: "/", key });
  const listInput = () =>
    ListSecretsInput.parse({
      ...root,
      isValueWanted: true,
      areImportsWanted: true,
      isExpanded: true,
      isRecursive: true,
    });
  const list = async (ctx: core.UseCaseContext) => String(await core.listSecretsAsBytes(ctx, listInput(), LIST));
  const get = async (ctx: core.UseCaseContext, more: object = {}) => {
    const input = GetSecretInput.parse({ ...root, key: "OWN", isExpanded: true, ...more });
    return String(await core.getSecretAsBytes(ctx, input, ONE));
  };

  /** An identity that views the project, as kept in memory as can be. */
  async function pod(roles = ["viewer"]): Promise<{ ctx: () => Promise<core.UseCaseContext>; identityId: string }> {
    const { id: identityId } = await tenant.createIdentity();
    await core.addProjectIdentity(admin, { projectId, identityId, roles });
    const { accessToken } = await tenant.createToken({ identityId });
    return { identityId, ctx: () => core.verifyAccessToken(world().publicContext(), accessToken) };
  }

  it("costs no statement while nothing changes", async () => {
    const { ctx } = await pod();
    const first = [await list(await ctx()), await get(await ctx())];
    const statements = await recordStatements(async () => {
      expect([await list(await ctx()), await get(await ctx())]).toEqual(first);
    });
    expect(statements).toEqual([]);
    expect(first[0]).toContain("own of far");
  });

  describe("is another one from the next request on when somebody", () => {
    it.each<[string, () => Promise<unknown>]>([
      ["changes a value", () => update("dev", "OWN", { value: "new" })],
      ["renames a secret", () => update("dev", "OWN", { newKey: "RENAMED" })],
      ["changes a comment", () => update("dev", "OWN", { comment: "why" })],
      ["takes a tag off", () => update("dev", "OWN", { tagIds: [] })],
      ["renames a tag", () => core.updateTag(admin, { projectId, tagId: tag.id, slug: "cold" })],
      ["deletes a tag", () => core.deleteTag(admin, { projectId, tagId: tag.id })],
      ["adds a secret", () => put("dev", "NEW", "new")],
      ["deletes a secret", () => remove("dev", "OWN")],
      ["changes an imported secret", () => update("staging", "IMPORTED", { value: "new" })],
      ["deletes an imported secret", () => remove("staging", "IMPORTED")],
      ["adds an import", () => link("prod")],
      ["removes an import", () => core.deleteSecretImport(admin, { projectId, importId: imported.id })],
      ["changes a secret that is referred to", () => update("prod", "FAR", { value: "new" })],
      ["deletes a secret that is referred to", () => remove("prod", "FAR")],
      ["puts a secret into a folder below", () => put("dev", "BELOW", "below", { secretPath: "/apps" })],
      [
        "renames an environment",
        async () => {
          const { items } = await core.listEnvironments(admin, { projectId });
          const environmentId = items.find(({ slug }) => slug === "staging")?.id ?? "";
          await core.updateEnvironment(admin, { projectId, environmentId, slug: "stage" });
        },
      ],
    ])("%s", async (_what, change) => {
      const { ctx } = await pod();
      const before = await list(await ctx());
      expect(await list(await ctx())).toBe(before);
      await change();
      const after = await list(await ctx());
      expect(after).not.toBe(before);
      expect(after).toBe(JSON.stringify(await core.listSecrets(await ctx(), listInput())));
    });

    it("renames or deletes a folder below", async () => {
      await put("dev", "BELOW", "below", { secretPath: "/apps" });
      const { ctx } = await pod();
      expect(await list(await ctx())).toContain('"secretPath":"/apps"');
      await core.updateFolder(admin, { projectId, folderId: folder.id, name: "web" });
      expect(await list(await ctx())).toContain('"secretPath":"/web"');
      await core.deleteFolder(admin, { projectId, folderId: folder.id });
      expect(await list(await ctx())).not.toContain("BELOW");
    });
  });

  it("is refused from the next request on to whom a role was taken", async () => {
    const { ctx, identityId } = await pod();
    expect(await get(await ctx())).toContain("own of far");
    await core.updateProjectIdentity(admin, { projectId, identityId, roles: ["no-access"] });
    await expect(list(await ctx())).rejects.toMatchObject({ code: "auth.permission_denied" });
    await expect(get(await ctx())).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it("is never given to whom it shows more than its own rights", async () => {
    const describeOnly: PermissionRule = { subject: "secrets", action: ["describeSecret"] };
    const { slug } = await tenant.createRole({ projectId, rules: [describeOnly] });
    const [viewer, bounded] = [await pod(), await pod([slug])];
    expect(await list(await viewer.ctx())).toContain("own of far");
    expect(await list(await bounded.ctx())).not.toContain("far");
    expect(await get(await bounded.ctx())).not.toContain("far");
    expect(await list(await viewer.ctx())).toContain("own of far");
    const stranger = (await world().otherTenant()).admin;
    await expect(list(stranger)).rejects.toMatchObject({ code: "project.not_found" });
  });

  it("is given to nobody by the rights that somebody else got while it was made", async () => {
    const describeOnly: PermissionRule = { subject: "secrets", action: ["describeSecret"] };
    const { slug } = await tenant.createRole({ projectId, rules: [describeOnly] });
    const [one, other] = [await pod([slug]), await pod([slug])];
    const ctx = await one.ctx();
    const { projects } = ctx.store;
    let isPromoted = false;
    const promoting: typeof projects = {
      ...projects,
      async findWithRolesOf(...args) {
        const found = await projects.findWithRolesOf(...args);
        if (!isPromoted) {
          isPromoted = true;
          await core.updateProjectIdentity(admin, { projectId, identityId: one.identityId, roles: ["admin"] });
        }
        return found;
      },
    };
    await list({ ...ctx, store: { ...ctx.store, projects: promoting } });
    expect(isPromoted).toBe(true);
    expect(await list(await one.ctx())).toContain("own of far");
    expect(await list(await other.ctx())).not.toContain("far");
  });

  it("is that of an earlier version when one is asked for", async () => {
    const { ctx } = await pod();
    await update("dev", "OWN", { value: "second" });
    expect(await get(await ctx())).toContain("second");
    expect(await get(await ctx(), { version: 1 })).toContain("own of");
    expect(await get(await ctx(), { isValueWanted: false })).not.toContain("second");
  });
});
