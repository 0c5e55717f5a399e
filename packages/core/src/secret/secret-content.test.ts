import {
  CreateSecretInput,
  CreateSecretsInput,
  GetSecretInput,
  ListSecretsInput,
  ListSecretVersionsInput,
  SearchSecretsInput,
  SecretScope,
  UpdateSecretsInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, dumpDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("what secrets hold", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  let scope: SecretScope;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
    scope = SecretScope.parse({ projectId, environment: "dev" });
  });

  const create = (key: string, more: object = {}) =>
    core.createSecret(admin, CreateSecretInput.parse({ ...scope, key, value: key, ...more }));
  const update = (secrets: object[], more: object = {}) =>
    core.updateSecrets(admin, UpdateSecretsInput.parse({ ...scope, secrets, ...more }));
  const list = async (more: object = {}) => {
    const input = ListSecretsInput.parse({ ...scope, isValueWanted: true, ...more });
    return (await core.listSecrets(admin, input)).items.map(({ key, value }) => `${key}=${value}`);
  };
  const versions = (key: string, more: object = {}) =>
    core.listSecretVersions(admin, ListSecretVersionsInput.parse({ ...scope, key, ...more }));
  const tag = (slug: string) => core.createTag(admin, { projectId, slug, color: "" });

  it("is found by tags, any of them, and by metadata, all of it", async () => {
    const [web, db] = [await tag("web"), await tag("db")];
    const [team, tier] = [
      { key: "team", value: "a" },
      { key: "tier", value: "1" },
    ];
    await create("A", { tagIds: [web.id], metadata: [team] });
    await create("B", { tagIds: [web.id, db.id, db.id], metadata: [team, tier] });
    await create("C");
    expect(await list({ tagSlugs: ["db"] })).toEqual(["B=B"]);
    expect(await list({ tagSlugs: ["db", "web", "none"] })).toEqual(["A=A", "B=B"]);
    expect(await list({ metadata: [team] })).toEqual(["A=A", "B=B"]);
    expect(await list({ metadata: [team, tier] })).toEqual(["B=B"]);
    expect(await list({ metadata: [{ key: "team", value: "1" }] })).toEqual([]);
    await core.updateTag(admin, { projectId, tagId: web.id, slug: "front" });
    expect(await list({ tagSlugs: ["front"], metadata: [tier] })).toEqual(["B=B"]);
    await core.deleteTag(admin, { projectId, tagId: web.id });
    const { items } = await core.listSecrets(admin, ListSecretsInput.parse(scope));
    expect(items.map(({ tags }) => tags.map(({ slug }) => slug))).toEqual([[], ["db"], []]);
  });

  it("has tags of its own project alone", async () => {
    const { id } = await core.createTag(admin, { projectId: (await tenant.createProject()).id, slug: "a", color: "" });
    await expect(create("A", { tagIds: [id] })).rejects.toMatchObject({ code: "tag.not_found" });
    await create("A");
    await expect(update([{ key: "A", tagIds: [id] }])).rejects.toMatchObject({ code: "tag.not_found" });
    await tag("one");
    await expect(tag("one")).rejects.toMatchObject({ code: "tag.slug_taken" });
  });

  it("is written in batches that happen whole or not at all", async () => {
    const secrets = ["A", "B", "C"].map((key) => ({ key, value: key, comment: `about ${key}` }));
    await core.createSecrets(admin, CreateSecretsInput.parse({ ...scope, secrets }));
    await expect(
      core.createSecrets(admin, CreateSecretsInput.parse({ ...scope, secrets: [{ key: "D", value: "" }, secrets[0]] })),
    ).rejects.toMatchObject({ code: "secret.already_exists" });
    const change = [
      { key: "B", value: "two" },
      { key: "NEW", value: "new" },
    ];
    await expect(update(change)).rejects.toMatchObject({ code: "secret.not_found" });
    expect(await list()).toEqual(["A=A", "B=B", "C=C"]);
    expect((await update(change, { whenMissing: "ignore" })).items).toMatchObject([{ key: "B", version: 2 }]);
    const upserted = await update([...change].reverse(), { whenMissing: "create" });
    expect(upserted.items).toMatchObject([
      { key: "NEW", version: 1 },
      { key: "B", version: 3, comment: "about B" },
    ]);
    await expect(
      core.deleteSecrets(admin, { ...scope, secrets: [{ key: "A" }, { key: "NOPE" }] }),
    ).rejects.toMatchObject({
      code: "secret.not_found",
    });
    await core.deleteSecrets(admin, { ...scope, secrets: [{ key: "A" }, { key: "C" }, { key: "A" }] });
    expect(await list()).toEqual(["B=two", "NEW=new"]);
    const actions = (await tenant.auditEvents())
      .map(({ action }) => action)
      .filter((name) => name.startsWith("secret."));
    expect(actions.sort()).toEqual([
      ...Array.from({ length: 4 }, () => "secret.create"),
      ...Array.from({ length: 2 }, () => "secret.delete"),
      ...Array.from({ length: 2 }, () => "secret.update"),
    ]);
  });

  it("are either changed or deleted by two who saw the same version", async () => {
    await create("A");
    const results = await Promise.allSettled([
      update([{ key: "A", value: "theirs", expectedVersion: 1 }]),
      core.deleteSecret(admin, { ...scope, key: "A", expectedVersion: 1 }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await list()).toEqual(results[0].status === "fulfilled" ? ["A=theirs"] : []);
  });

  it("tells of a batch that somebody was faster, and writes none of it", async () => {
    await create("A");
    await create("B");
    await update([{ key: "B", value: "theirs" }]);
    const mine = [
      { key: "A", value: "mine", expectedVersion: 1 },
      { key: "B", value: "mine", expectedVersion: 1 },
    ];
    await expect(update(mine)).rejects.toMatchObject({ code: "secret.changed_meanwhile" });
    await core.deleteSecret(admin, { ...scope, key: "A" });
    await expect(update(mine, { whenMissing: "create" })).rejects.toMatchObject({ code: "secret.changed_meanwhile" });
    expect(await list()).toEqual(["B=theirs"]);
  });

  it("is listed version by version, newest first, and comes back as it was but for name and tags", async () => {
    const { id: tagId } = await tag("kept");
    await create("A", { value: "one", comment: "first", metadata: [{ key: "k", value: "1" }] });
    const change = { key: "A", newKey: "B", value: "two", comment: "", metadata: [], tagIds: [tagId] };
    await update([{ ...change, skipMultilineEncoding: true }]);
    await update([{ key: "B", value: "three" }]);
    const page = await versions("B", { limit: 2 });
    expect(page.items).toMatchObject([
      { version: 3, key: "B", skipMultilineEncoding: true, actor: { type: "user", name: expect.any(String) } },
      { version: 2, key: "B", comment: "" },
    ]);
    const next = await versions("B", { limit: 2, cursor: page.nextCursor });
    expect(next).toMatchObject({
      items: [{ version: 1, key: "A", comment: "first", metadata: [{ key: "k", value: "1" }] }],
      nextCursor: null,
    });
    expect(JSON.stringify([page, next])).not.toMatch(/"(?:one|two|three)"/);
    const revealed = await core.revealSecret(admin, { ...scope, key: "B", version: 1 });
    expect(revealed).toEqual({ value: "one", version: 1 });
    await expect(
      core.restoreSecret(admin, { ...scope, key: "B", version: 1, expectedVersion: 2 }),
    ).rejects.toMatchObject({ code: "secret.changed_meanwhile" });
    expect(await core.restoreSecret(admin, { ...scope, key: "B", version: 1, expectedVersion: 3 })).toMatchObject({
      key: "B",
      value: "one",
      comment: "first",
      metadata: [{ key: "k", value: "1" }],
      tags: [{ slug: "kept" }],
      skipMultilineEncoding: false,
      version: 4,
    });
    await expect(core.restoreSecret(admin, { ...scope, key: "B", version: 9 })).rejects.toMatchObject({
      code: "secret.not_found",
    });
  });

  it("has values of one's own, for oneself alone", async () => {
    await create("A", { value: "shared" });
    await create("B");
    const colleague = await tenant.contextOf({ projectId, projectRole: "viewer" });
    const ref = { ...scope, key: "A" };
    await core.setSecretOverride(admin, { ...ref, value: "first of mine" });
    await core.setSecretOverride(admin, { ...ref, value: "mine alone" });
    expect(await core.revealSecretOverride(admin, ref)).toEqual({ value: "mine alone", version: 1 });
    expect(await core.listSecretOverrides(admin, scope)).toEqual({ keys: ["A"] });
    expect(await core.listSecretOverrides(colleague, scope)).toEqual({ keys: [] });
    const missing = { code: "secret_override.not_found" };
    await expect(core.revealSecretOverride(colleague, ref)).rejects.toMatchObject(missing);
    await expect(core.deleteSecretOverride(colleague, ref)).rejects.toMatchObject(missing);
    expect(await list()).toEqual(["A=shared", "B=B"]);
    await core.deleteSecretOverride(admin, ref);
    await expect(core.revealSecretOverride(admin, ref)).rejects.toMatchObject(missing);
    const pod = {
      ...admin,
      actor: { type: "identity" as const, id: projectId, name: "pod", accessTokenId: projectId },
    };
    await expect(core.setSecretOverride(pod, { ...ref, value: "x" })).rejects.toMatchObject({
      code: "secret_override.not_a_person",
    });
  });

  it("is called by no name that is kept from whoever has a value of their own for it", async () => {
    await create("MINE_A");
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { secretName: { $glob: "MINE_*" } } },
    ]);
    await core.setSecretOverride(person, { ...scope, key: "MINE_A", value: "mine alone" });
    await update([{ key: "MINE_A", newKey: "HIDDEN" }]);
    expect(await core.listSecretOverrides(person, scope)).toEqual({ keys: [] });
    await update([{ key: "HIDDEN", newKey: "MINE_B" }]);
    expect(await core.listSecretOverrides(person, scope)).toEqual({ keys: ["MINE_B"] });
  });

  it("is found by name in every environment and folder, and by id alone", async () => {
    await core.createFolder(admin, { ...scope, environment: "prod", secretPath: "/", name: "apps", description: "" });
    const { id } = await create("DB_URL", { environment: "prod", secretPath: "/apps" });
    await create("db_url_2");
    await create("OTHER");
    const search = (more: object) => core.searchSecrets(admin, SearchSecretsInput.parse({ projectId, ...more }));
    const { items, nextCursor } = await search({ search: "B_U" });
    expect(new Set(items.map(({ environment, secretPath, key }) => `${environment}${secretPath} ${key}`))).toEqual(
      new Set(["prod/apps DB_URL", "dev/ db_url_2"]),
    );
    expect(nextCursor).toBeNull();
    const first = await search({ search: "b_u", limit: 1 });
    const second = await search({ search: "b_u", limit: 1, cursor: first.nextCursor });
    expect([first, second].map((page) => page.items.length)).toEqual([1, 1]);
    expect(second.nextCursor).toBeNull();
    expect((await search({ search: "%" })).items).toEqual([]);
    expect(await core.getSecretById(admin, { secretId: id, isValueWanted: true })).toMatchObject({
      key: "DB_URL",
      environment: "prod",
      secretPath: "/apps",
      value: "DB_URL",
    });
    const stranger = (await world().otherTenant()).admin;
    await expect(core.getSecretById(stranger, { secretId: id, isValueWanted: true })).rejects.toMatchObject({
      code: "secret.not_found",
    });
  });

  it("gives nobody more by a name or a tag than they had", async () => {
    const [open, shut] = [await tag("open"), await tag("shut")];
    await create("HIDDEN", { tagIds: [shut.id] });
    const bounded = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "edit"] },
      { subject: "secrets", action: ["readValue"], conditions: { secretTags: { $in: ["open"] } } },
      { subject: "secrets", action: ["readValue"], conditions: { secretName: { $glob: "PUBLIC_*" } } },
      { subject: "secrets", action: ["readValue"], inverted: true, conditions: { secretTags: { $in: ["shut"] } } },
      { subject: "tags", action: ["edit", "delete"] },
    ]);
    const boundary = { code: "auth.privilege_boundary" };
    const edit = (change: object) =>
      core.updateSecrets(bounded, UpdateSecretsInput.parse({ ...scope, secrets: [{ key: "HIDDEN", ...change }] }));
    await expect(edit({ tagIds: [open.id] })).rejects.toMatchObject(boundary);
    await expect(edit({ tagIds: [], newKey: "PUBLIC_1" })).rejects.toMatchObject(boundary);
    await update([{ key: "HIDDEN", newKey: "PUBLIC_2" }]);
    await expect(core.deleteTag(bounded, { projectId, tagId: shut.id })).rejects.toMatchObject(boundary);
    await expect(core.updateTag(bounded, { projectId, tagId: shut.id, slug: "x" })).rejects.toMatchObject(boundary);
    const get = GetSecretInput.parse({ ...scope, key: "PUBLIC_2" });
    expect(await core.getSecret(bounded, get)).toMatchObject({ value: null });
  });

  it("is encrypted, all of it", async () => {
    const value = "a needle of a value";
    await create("A", {
      value,
      comment: "a needle of a comment",
      metadata: [{ key: "k", value: "a needle of a note" }],
    });
    await core.setSecretOverride(admin, { ...scope, key: "A", value: "a needle of my own" });
    expect((await dumpDatabase(world().database)).join("\n")).not.toMatch(/needle|6e6565646c65/);
  });
});
