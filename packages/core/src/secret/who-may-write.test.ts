import {
  ApplySecretsInput,
  CopySecretsInput,
  CreateSecretInput,
  GetSecretInput,
  type PermissionRule,
  SecretScope,
  UpdateSecretsInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("whoever writes secrets under conditions", (world) => {
  let tenant: Tenant;
  let projectId: string;
  let lockedId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    projectId = (await tenant.createProject()).id;
    lockedId = (await core.createTag(tenant.admin, { projectId, slug: "locked", color: "" })).id;
  });

  const denied = { code: "auth.permission_denied" };
  const scope = (environment = "dev") => SecretScope.parse({ projectId, environment });
  const create = (key: string, more: object = {}) =>
    core.createSecret(tenant.admin, CreateSecretInput.parse({ ...scope(), key, value: "old", ...more }));
  const get = (key: string, environment = "dev") =>
    core.getSecret(tenant.admin, GetSecretInput.parse({ ...scope(environment), key }));
  const update = (ctx: core.UseCaseContext, secrets: object[], more: object = {}) =>
    core.updateSecrets(ctx, UpdateSecretsInput.parse({ ...scope(), secrets, ...more }));
  const apply = (ctx: core.UseCaseContext, secrets: object[]) =>
    core.applySecrets(ctx, ApplySecretsInput.parse({ ...scope(), update: secrets }));
  const editing = (conditions: PermissionRule["conditions"], inverted = false): PermissionRule => ({
    subject: "secrets",
    action: ["edit"],
    conditions,
    inverted,
  });

  it.each([
    ["a name", editing({ secretName: { $glob: "APP_*" } }), { newKey: "DB_URL" }],
    ["its tags", editing({ secretTags: { $in: ["locked"] } }), { tagIds: [] }],
  ])("gives no secret %s by which they may not edit it", async (_what, rule, change) => {
    const before = await create("APP_URL", { tagIds: [lockedId] });
    const editor = await tenant.contextWithRules(projectId, [rule]);
    await update(editor, [{ key: "APP_URL", value: "new" }]);
    await expect(update(editor, [{ key: "APP_URL", ...change }])).rejects.toMatchObject(denied);
    expect(await get("APP_URL")).toMatchObject({ key: "APP_URL", version: 2, tags: before.tags });
  });

  it("is told nothing of a secret that they may not read, when they change or delete it", async () => {
    const notes = { comment: "ours", metadata: [{ key: "team", value: "a" }], tagIds: [lockedId] };
    await create("A", notes);
    const blind = await tenant.contextWithRules(projectId, [{ subject: "secrets", action: ["edit", "delete"] }]);
    const nothing = { value: null, comment: "", metadata: [], tags: [] };
    const [changed] = (await update(blind, [{ key: "A", skipMultilineEncoding: true }])).items;
    expect(changed).toMatchObject({ key: "A", version: 2, ...nothing });
    expect(await get("A")).toMatchObject({ comment: "ours", tags: [{ slug: "locked" }] });
    const input = { ...scope(), secrets: [{ key: "A" }] };
    expect((await core.deleteSecrets(blind, input, { areValuesWanted: true })).items).toMatchObject([nothing]);
  });

  it("copies over no secret that they may not edit, though they may edit what is copied", async () => {
    await create("A");
    await create("A", { environment: "prod", tagIds: [lockedId] });
    const copier = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue", "create", "edit"] },
      editing({ secretTags: { $in: ["locked"] } }, true),
    ]);
    const to = { environment: "prod", secretPath: "/" };
    const input = CopySecretsInput.parse({ ...scope(), keys: ["A"], to, whenPresent: "overwrite" });
    await expect(core.copySecrets(copier, input)).rejects.toMatchObject(denied);
    expect(await get("A", "prod")).toMatchObject({ version: 1, tags: [{ slug: "locked" }] });
  });

  it.each([
    ["a change", (ctx: core.UseCaseContext, secrets: object[]) => update(ctx, secrets)],
    [
      "a change or nothing",
      (ctx: core.UseCaseContext, secrets: object[]) => update(ctx, secrets, { whenMissing: "ignore" }),
    ],
    ["a change among others", apply],
  ])("is not told by %s which there are of those that they may not edit", async (_what, act) => {
    await create("THERE");
    const editor = await tenant.contextWithRules(projectId, [editing({ secretName: { $glob: "MINE_*" } })]);
    const value = "new";
    for (const key of ["THERE", "MISSING"]) {
      await expect(act(editor, [{ key, value }])).rejects.toMatchObject(denied);
      // Nor by whether it is the other one that is said to be missing.
      await expect(
        act(editor, [
          { key, value },
          { key: "MINE_MISSING", value },
        ]),
      ).rejects.toMatchObject(denied);
    }
  });
});
