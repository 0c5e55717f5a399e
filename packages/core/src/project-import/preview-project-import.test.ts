import { CreateSecretInput, type PermissionRule, PreviewProjectImportInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const AT_ROOT = { environment: "dev", secretPath: "/" };

describeOnEachDatabase("what an import would mean, looked at under some rules", (world) => {
  let tenant: Tenant;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
  });

  /** By a person who may know of every secret, and to whom these rules apply. */
  async function preview(part: object, ...rules: PermissionRule[]) {
    const ctx = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"] },
      ...rules,
    ]);
    return core.previewProjectImport(ctx, PreviewProjectImportInput.parse({ projectId, ...part }));
  }
  const createTag = async (slug: string) => (await core.createTag(tenant.admin, { projectId, slug, color: "" })).id;

  it("tells of tags who may see them, and that they would be made who may make them", async () => {
    await createTag("present");
    const part = { tags: ["present", "missing"].map((slug) => ({ slug, color: "" })) };
    const tagsFor = async (...action: string[]) => (await preview(part, { subject: "tags", action })).tags;
    expect(await tagsFor("create")).toEqual(["refused", "refused"]);
    expect(await tagsFor("read")).toEqual(["present", "refused"]);
    expect(await tagsFor("read", "create")).toEqual(["present", "new"]);
  });

  it("tells of imports who may see them, and that they would be made who may make them", async () => {
    const from = (environment: string) => ({ ...AT_ROOT, source: { environment, secretPath: "/" } });
    await core.createSecretImport(tenant.admin, { projectId, ...from("prod") });
    const part = { imports: [from("prod"), from("staging")] };
    const statesFor = async (...action: string[]) =>
      (await preview(part, { subject: "secret-imports", action })).imports.map(({ state }) => state);
    expect(await statesFor("create")).toEqual(["refused", "refused"]);
    expect(await statesFor("read")).toEqual(["present", "refused"]);
    expect(await statesFor("read", "create")).toEqual(["present", "new"]);
  });

  it.each([
    ["as it is", [], ["open"]],
    ["as it would be", ["open"], []],
  ])("says no to a secret that may not be edited %s", async (_what, before, after) => {
    const openId = await createTag("open");
    const plain = { key: "A", value: "a" };
    const tagIds = before.map(() => openId);
    await core.createSecret(tenant.admin, CreateSecretInput.parse({ projectId, ...AT_ROOT, ...plain, tagIds }));
    const rule: PermissionRule = {
      subject: "secrets",
      action: ["edit"],
      conditions: { secretTags: { $in: ["open"] } },
    };
    const secret = { ...AT_ROOT, ...plain, comment: "", metadata: [], skipMultilineEncoding: false };
    const allowedWith = async (tags: string[]) =>
      (await preview({ secrets: [{ ...secret, tags }] }, rule)).secrets.map(({ isAllowed }) => isAllowed);
    expect(await allowedWith(after)).toEqual([false]);
    expect(await allowedWith(before)).toEqual([before.length > 0]);
  });
});
