import {
  ApplySecretsInput,
  CopySecretsInput,
  CreateFolderInput,
  CreateSecretInput,
  ListSecretsInput,
  MAX_SECRETS_OF_BATCH,
  SearchSecretsInput,
  SecretScope,
} from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("many secrets at once", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
  });

  const scope = (environment = "dev", secretPath = "/") => SecretScope.parse({ projectId, environment, secretPath });
  const create = (key: string, more: object = {}, place = scope()) =>
    core.createSecret(admin, CreateSecretInput.parse({ ...place, key, value: key, ...more }));
  const list = async (place = scope(), ctx = admin) => {
    const { items } = await core.listSecrets(ctx, ListSecretsInput.parse({ ...place, isValueWanted: true }));
    return items.map(({ key, value, version }) => `${key}=${value} v${version}`);
  };
  const apply = (input: object, ctx = admin) =>
    core.applySecrets(ctx, ApplySecretsInput.parse({ ...scope(), ...input }));
  const copy = (input: object, ctx = admin) => core.copySecrets(ctx, CopySecretsInput.parse({ ...scope(), ...input }));
  const prod = { environment: "prod", secretPath: "/" };

  it("are written whole or not at all, and overwrite nothing that was made or changed meanwhile", async () => {
    await create("OLD");
    const change = { key: "OLD", value: "two", expectedVersion: 1 };
    await apply({ create: [{ key: "NEW", value: "1" }], update: [change] });
    expect(await list()).toEqual(["NEW=1 v1", "OLD=two v2"]);
    await expect(apply({ create: [{ key: "MORE", value: "" }], update: [change] })).rejects.toMatchObject({
      code: "secret.changed_meanwhile",
    });
    await expect(
      apply({ create: [{ key: "NEW", value: "x" }], update: [{ key: "OLD", value: "x" }] }),
    ).rejects.toMatchObject({
      code: "secret.already_exists",
    });
    await expect(apply({ update: [{ key: "GONE", value: "x" }] })).rejects.toMatchObject({ code: "secret.not_found" });
    expect(await list()).toEqual(["NEW=1 v1", "OLD=two v2"]);
  });

  it("hold their tags in one statement, and in none where they have no tags", async () => {
    const { id } = await core.createTag(admin, { projectId, slug: "db", color: "" });
    for (const key of ["A", "C"]) await create(key);
    for (const key of ["B", "D"]) await create(key, { tagIds: [id] });
    const statementsOf = async (...keys: string[]) => {
      const update = keys.map((key) => ({ key, value: "new" }));
      return (await recordStatements(() => apply({ update }))).length;
    };
    expect(await statementsOf("B", "D")).toBe((await statementsOf("A", "C")) + 1);
  });

  it("name each secret once and are at least one", () => {
    const twice = { create: [{ key: "A", value: "" }], update: [{ key: "A", value: "" }] };
    expect(ApplySecretsInput.safeParse({ ...scope(), ...twice }).success).toBe(false);
    expect(ApplySecretsInput.safeParse(scope()).success).toBe(false);
    const many = Array.from({ length: MAX_SECRETS_OF_BATCH + 1 }, (_, index) => ({ key: `K${index}`, value: "" }));
    expect(ApplySecretsInput.safeParse({ ...scope(), create: many }).success).toBe(false);
  });

  it("are told apart into new, changed and same before they are written; values that may not be read are not compared", async () => {
    await create("SAME");
    await create("OTHER");
    const secrets = ["SAME", "OTHER", "NEW"].map((key) => ({ key, value: key === "OTHER" ? "x" : key }));
    expect((await core.previewSecrets(admin, { ...scope(), secrets })).items).toEqual([
      { key: "SAME", state: "same", version: 1 },
      { key: "OTHER", state: "changed", version: 1 },
      { key: "NEW", state: "new", version: null },
    ]);
    const lister = await tenant.contextWithRules(projectId, [{ subject: "secrets", action: ["describeSecret"] }]);
    const told = (await core.previewSecrets(lister, { ...scope(), secrets })).items.map(({ state }) => state);
    expect(told).toEqual(["unreadable", "unreadable", "new"]);
  });

  it("are copied with all they hold, over what is there only when that is asked for", async () => {
    const tag = await core.createTag(admin, { projectId, slug: "db", color: "" });
    await create("A", { comment: "why", metadata: [{ key: "k", value: "v" }], tagIds: [tag.id] });
    await create("B");
    await create("B", { value: "there" }, scope("prod"));
    await expect(copy({ keys: ["A", "B"], to: prod })).rejects.toMatchObject({ code: "secret.already_exists" });
    expect(await copy({ keys: ["A", "B"], to: prod, whenPresent: "skip" })).toEqual({ count: 1 });
    expect(await list(scope("prod"))).toEqual(["A=A v1", "B=there v1"]);
    const { items } = await core.listSecrets(admin, ListSecretsInput.parse(scope("prod")));
    expect(items[0]).toMatchObject({ comment: "why", metadata: [{ key: "k", value: "v" }], tags: [{ slug: "db" }] });
    await copy({ keys: ["B"], to: prod, whenPresent: "overwrite" });
    expect(await list(scope("prod"))).toEqual(["A=A v1", "B=B v2"]);
    await expect(copy({ keys: ["NONE"], to: prod })).rejects.toMatchObject({ code: "secret.not_found" });
    const events = await tenant.auditEvents("secret.copy");
    const copied = events.map(({ detail }) => detail);
    expect(copied).toHaveLength(2);
    for (const key of ["A", "B"]) {
      expect(copied).toContainEqual(expect.objectContaining({ key, environment: "dev", to: "prod:/" }));
    }
  });

  it("are copied by nobody who may not read them where they are", async () => {
    await create("A");
    const writer = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue", "create"], conditions: { environment: "prod" } },
      { subject: "secrets", action: ["describeSecret"] },
    ]);
    await expect(copy({ keys: ["A"], to: prod }, writer)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it("are copied with their comments by nobody who may not know of them where they are", async () => {
    await create("A", { comment: "why" });
    const reader = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["readValue"] },
      { subject: "secrets", action: ["describeSecret", "create"], conditions: { environment: "prod" } },
    ]);
    await expect(copy({ keys: ["A"], to: prod }, reader)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it.each(["refuse", "skip", "overwrite"])(
    "tell nobody which there are where they may not write, when those present are to %s",
    async (whenPresent) => {
      await create("THERE");
      await create("MISSING");
      await create("THERE", {}, scope("prod"));
      const reader = await tenant.contextWithRules(projectId, [
        { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { environment: "dev" } },
      ]);
      for (const keys of [["THERE"], ["MISSING"]]) {
        await expect(copy({ keys, to: prod, whenPresent }, reader)).rejects.toMatchObject({
          code: "auth.permission_denied",
        });
      }
    },
  );

  it("move with their versions, and not onto others", async () => {
    await core.createFolder(admin, CreateFolderInput.parse({ ...scope(), name: "apps" }));
    await create("A");
    await apply({ update: [{ key: "A", value: "two" }] });
    await create("B");
    await create("B", {}, scope("dev", "/apps"));
    const to = { environment: "dev", secretPath: "/apps" };
    await expect(core.moveSecrets(admin, { ...scope(), keys: ["A", "B"], to })).rejects.toMatchObject({
      code: "secret.already_exists",
    });
    expect(await core.moveSecrets(admin, { ...scope(), keys: ["A"], to })).toEqual({ count: 1 });
    expect(await list()).toEqual(["B=B v1"]);
    expect(await list(scope("dev", "/apps"))).toEqual(["A=two v2", "B=B v1"]);
    expect(await core.revealSecret(admin, { ...scope("dev", "/apps"), key: "A", version: 1 })).toMatchObject({
      value: "A",
    });
  });

  it("are moved by nobody who could do more with them there", async () => {
    await create("A");
    const mover = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "delete"], conditions: { environment: "dev" } },
      {
        subject: "secrets",
        action: ["describeSecret", "delete", "create", "readValue"],
        conditions: { environment: "prod" },
      },
    ]);
    await expect(core.moveSecrets(mover, { ...scope(), keys: ["A"], to: prod })).rejects.toMatchObject({
      code: "auth.privilege_boundary",
    });
  });

  it("of one folder stand side by side by environment, and values are compared only where they may be read", async () => {
    await create("A");
    await create("A", {}, scope("prod"));
    await create("B", {}, scope("staging"));
    await create("C", { value: "1" });
    await create("C", { value: "2" }, scope("staging"));
    const compared = { projectId, secretPath: "/", environments: ["dev", "staging", "prod"] };
    const groups = async (ctx: core.UseCaseContext) =>
      (await core.compareEnvironments(ctx, compared)).items.map(
        ({ key, cells }) => `${key} ${cells.map((cell) => (cell ? String(cell.valueGroup) : "-")).join(" ")}`,
      );
    expect(await groups(admin)).toEqual(["A 1 - 1", "B - 1 -", "C 1 2 -"]);
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"] },
      { subject: "secrets", action: ["readValue"], conditions: { environment: "dev" } },
    ]);
    expect(await groups(person)).toEqual(["A 1 - null", "B - null -", "C 1 null -"]);
    const nobody = await tenant.contextWithRules(projectId, [{ subject: "tags", action: ["read"] }]);
    await expect(groups(nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it("are exported as far as they may be read, and that is written down", async () => {
    await create("A", { comment: "why" });
    await create("HIDDEN");
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { secretName: "A" } },
    ]);
    const exported = await core.exportSecrets(person, { ...scope(), areImportsWanted: false });
    expect(exported).toEqual({ items: [{ key: "A", value: "A", comment: "why" }] });
    expect(await tenant.auditEvents("secret.export")).toMatchObject([
      { detail: { environment: "dev", secretPath: "/", keys: ["A"] } },
    ]);
  });

  it("are found in all environments by key, tag and comment, never by value, page by page", async () => {
    const tag = await core.createTag(admin, { projectId, slug: "needle-tag", color: "" });
    await create("A_NEEDLE");
    await create("B", { comment: "the Needle of it" }, scope("prod"));
    await create("C", { tagIds: [tag.id] }, scope("staging"));
    await create("D", { value: "needle" });
    const search = async (more: object) =>
      core.searchSecrets(admin, SearchSecretsInput.parse({ projectId, search: "needle", ...more }));
    const keys = async (more: object) => (await search(more)).items.map(({ key }) => key);
    expect(await keys({})).toEqual(["A_NEEDLE", "C"]);
    expect(await keys({ areCommentsWanted: true })).toEqual(["A_NEEDLE", "B", "C"]);
    const first = await search({ areCommentsWanted: true, limit: 2 });
    expect(first.items.map(({ key }) => key)).toEqual(["A_NEEDLE", "B"]);
    expect(await keys({ areCommentsWanted: true, limit: 2, cursor: first.nextCursor ?? "" })).toEqual(["C"]);
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"], conditions: { environment: "prod" } },
    ]);
    const input = SearchSecretsInput.parse({ projectId, search: "needle", areCommentsWanted: true });
    expect((await core.searchSecrets(person, input)).items.map(({ key }) => key)).toEqual(["B"]);
  });
});
