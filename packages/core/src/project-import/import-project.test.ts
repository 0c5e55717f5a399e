import {
  CreateFolderInput,
  CreateSecretInput,
  type ExportedProjectSecret,
  ImportProjectInput,
  type PermissionRule,
  PreviewProjectImportInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

const AT_ROOT = { environment: "dev", secretPath: "/" };

function secretAt(place: object, key: string, more: object = {}): ExportedProjectSecret {
  const plain = { value: `value of ${key}`, comment: "", tags: [], metadata: [], skipMultilineEncoding: false };
  return { ...AT_ROOT, ...place, key, ...plain, ...more };
}

describeOnEachDatabase("a document that is imported into a project", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
  });

  const write = (part: object, ctx = admin) =>
    core.importProject(ctx, ImportProjectInput.parse({ projectId, ...part }));
  const preview = (part: object, ctx = admin) =>
    core.previewProjectImport(ctx, PreviewProjectImportInput.parse({ projectId, ...part }));
  const create = (key: string, more: object = {}) =>
    core.createSecret(
      admin,
      CreateSecretInput.parse({ projectId, ...AT_ROOT, key, value: `value of ${key}`, ...more }),
    );

  async function exported(ctx = admin, of = projectId) {
    const { head, parts } = await core.exportProject(ctx, { projectId: of }, async () => ctx);
    const secrets = [];
    for await (const part of parts) secrets.push(...part.secrets);
    const { environments, tags, folders, imports } = head;
    return { environments, tags, folders, imports, secrets };
  }

  /** One of everything a document can hold. */
  const WHOLE = {
    environments: [{ slug: "qa", name: "Quality" }],
    tags: [{ slug: "db", color: "#1d4ed8" }],
    folders: [
      { environment: "qa", secretPath: "/apps", description: "What we run" },
      { environment: "qa", secretPath: "/apps/shop", description: "" },
    ],
    imports: [
      { environment: "qa", secretPath: "/apps", source: { environment: "prod", secretPath: "/" } },
      { environment: "qa", secretPath: "/apps", source: { environment: "dev", secretPath: "/" } },
    ],
    secrets: [
      secretAt({ environment: "qa", secretPath: "/apps/shop" }, "URL", {
        value: 'it\'s\n"two" lines ${HOST}',
        comment: "why",
        tags: ["db"],
        metadata: [{ key: "owner", value: "team a" }],
        skipMultilineEncoding: true,
      }),
      secretAt({}, "HOST"),
    ],
  };

  it("is there as it was exported, and is the same when it is looked at again", async () => {
    expect(await preview(WHOLE)).toEqual({
      environments: ["new"],
      tags: ["new"],
      folders: ["new", "new"],
      imports: [
        { state: "new", hasSource: true },
        { state: "new", hasSource: true },
      ],
      secrets: Array(2).fill({ state: "new", version: null, isAllowed: true }),
    });
    expect(await write(WHOLE)).toEqual({ environments: 1, tags: 1, folders: 2, imports: 2, secrets: 2 });
    const document = await exported();
    expect(document).toMatchObject({
      ...WHOLE,
      environments: [{}, {}, {}, { slug: "qa", name: "Quality" }],
      secrets: {},
    });
    expect(document.secrets).toEqual(expect.arrayContaining(WHOLE.secrets));
    expect(await preview(document)).toEqual({
      environments: Array(4).fill("present"),
      tags: ["present"],
      folders: ["present", "present"],
      imports: Array(2).fill({ state: "present", hasSource: true }),
      secrets: Array(2).fill({ state: "same", version: 1, isAllowed: true }),
    });

    const { id: copyId } = await tenant.createProject();
    await core.importProject(admin, ImportProjectInput.parse({ ...document, projectId: copyId }));
    expect(await exported(admin, copyId)).toEqual(document);
  });

  it("leaves what is there as it is, and asks no more for it than to see it", async () => {
    await write(WHOLE);
    const reader = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"] },
      { subject: "tags", action: ["read"] },
      { subject: "secret-imports", action: ["read"] },
    ]);
    const others = { ...WHOLE, environments: [{ slug: "qa", name: "Other" }], tags: [{ slug: "db", color: "red" }] };
    const nothing = { environments: 0, tags: 0, folders: 0, imports: 0, secrets: 0 };
    expect(await write({ ...others, secrets: [] }, reader)).toEqual(nothing);
    expect(await exported()).toMatchObject({ environments: [{}, {}, {}, { name: "Quality" }], tags: WHOLE.tags });
  });

  it.each([
    ["value", { value: "other" }],
    ["comment", { comment: "other" }],
    ["tags", { tags: [] }],
    ["metadata", { metadata: [] }],
    ["multi-line encoding", { skipMultilineEncoding: false }],
  ])("tells a secret with another %s from the same one, and takes its place when told to", async (_what, other) => {
    await write(WHOLE);
    const changed = { ...WHOLE.secrets[0], ...other };
    expect(await preview({ secrets: [changed] })).toMatchObject({ secrets: [{ state: "changed", version: 1 }] });
    await write({ secrets: [{ ...changed, expectedVersion: 1 }] });
    expect((await exported()).secrets).toContainEqual(changed);
    expect(await preview({ secrets: [changed] })).toMatchObject({ secrets: [{ state: "same", version: 2 }] });
  });

  it("overwrites nothing that was made or changed since somebody looked", async () => {
    await create("A");
    await expect(write({ secrets: [secretAt({}, "A")] })).rejects.toMatchObject({ code: "secret.already_exists" });
    const outdated = { ...secretAt({}, "A"), expectedVersion: 2 };
    await expect(write({ secrets: [outdated] })).rejects.toMatchObject({ code: "secret.changed_meanwhile" });
  });

  it("is written all or none", async () => {
    const circle = { environment: "prod", secretPath: "/", source: { environment: "qa", secretPath: "/apps" } };
    const before = await exported();
    await expect(write({ ...WHOLE, imports: [...WHOLE.imports, circle] })).rejects.toMatchObject({
      code: "secret_import.cycle",
      message: "The import of qa:/apps into prod:/ would lead back to itself",
    });
    expect(await exported()).toEqual(before);
    expect(await tenant.auditEvents("project.import")).toEqual([]);
  });

  it("is written down as what was made, one by one, and as an import", async () => {
    const ctx = { ...admin, ...world().publicContext() };
    await write(WHOLE, ctx);
    const events = (await tenant.auditEvents()).filter(({ requestId }) => requestId === ctx.request.requestId);
    expect(events.map(({ action }) => action).sort()).toEqual([
      "environment.create",
      "folder.create",
      "folder.create",
      "project.import",
      "secret.create",
      "secret.create",
      "secret_import.create",
      "secret_import.create",
      "tag.create",
    ]);
    const written = events.find(({ action }) => action === "project.import");
    expect(written?.detail).toEqual({ environments: 1, tags: 1, folders: 2, imports: 2, secrets: 2 });
    expect(JSON.stringify(events)).not.toContain("value of HOST");
  });

  const ALL: PermissionRule[] = [
    { subject: "environments", action: ["create"] },
    { subject: "tags", action: ["read", "create"] },
    { subject: "secret-folders", action: ["create"] },
    { subject: "secret-imports", action: ["read", "create"] },
    { subject: "secrets", action: ["describeSecret", "create"] },
  ];

  it.each(ALL.map(({ subject }) => subject))("is refused, all of it, to whoever may not make %s", async (subject) => {
    const before = await exported();
    const person = await tenant.contextWithRules(
      projectId,
      ALL.filter((rule) => rule.subject !== subject),
    );
    await expect(write(WHOLE, person)).rejects.toMatchObject({ code: "auth.permission_denied" });
    expect(await exported()).toEqual(before);
    await write(WHOLE, await tenant.contextWithRules(projectId, ALL));
  });

  it("tells of each thing whether it would be refused", async () => {
    const describing = await tenant.contextWithRules(projectId, [{ subject: "secrets", action: ["describeSecret"] }]);
    expect(await preview(WHOLE, describing)).toEqual({
      environments: ["refused"],
      tags: ["refused"],
      folders: ["refused", "refused"],
      imports: Array(2).fill({ state: "refused", hasSource: true }),
      secrets: Array(2).fill({ state: "new", version: null, isAllowed: false }),
    });
    const nowhere = { environment: "dev", secretPath: "/", source: { environment: "gone", secretPath: "/" } };
    expect((await preview({ imports: [nowhere] })).imports).toEqual([{ state: "new", hasSource: false }]);
  });

  it("tells of what is there whether it may be changed, as it is and as it would be", async () => {
    await write(WHOLE);
    const tagged = { ...secretAt({}, "HOST"), value: "other", tags: ["db"] };
    const untagged = { ...WHOLE.secrets[0], value: "other", tags: [] };
    const tagsWith = { secretTags: { $in: ["db"] } };
    const reads: PermissionRule = { subject: "secrets", action: ["describeSecret", "readValue"] };
    const edits: PermissionRule[][] = [
      [{ subject: "secrets", action: ["edit"], conditions: tagsWith }],
      [
        { subject: "secrets", action: ["edit"] },
        { subject: "secrets", action: ["edit"], conditions: tagsWith, inverted: true },
      ],
    ];
    for (const rules of edits) {
      const person = await tenant.contextWithRules(projectId, [reads, ...rules]);
      const { secrets } = await preview({ secrets: [tagged, untagged] }, person);
      // One of the two has the tag before, the other after.
      expect(secrets.map(({ state, isAllowed }) => [state, isAllowed])).toEqual(Array(2).fill(["changed", false]));
    }
  });

  it("answers who may not see tags the same, whether a tag is there or not", async () => {
    await write(WHOLE);
    const [there, absent] = [WHOLE.tags, [{ slug: "none", color: "" }]];
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "create"] },
      { subject: "tags", action: ["create"] },
    ]);
    for (const tags of [there, absent]) {
      expect((await preview({ tags }, person)).tags).toEqual(["refused"]);
      await expect(write({ tags }, person)).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
    const tagged = { ...secretAt({}, "NEW"), tags: ["db"] };
    await expect(write({ secrets: [tagged] }, person)).rejects.toMatchObject({ code: "auth.permission_denied" });
    await expect(write({ secrets: [{ ...tagged, tags: ["none"] }] })).rejects.toMatchObject({
      code: "tag.not_found",
      message: 'Tag "none" not found',
    });
  });

  it("answers who may not see what a folder imports the same, whether it imports a folder or not", async () => {
    await write(WHOLE);
    const [there] = WHOLE.imports;
    const absent = { ...there, source: { environment: "staging", secretPath: "/" } };
    const elsewhere = { ...absent, environment: "dev", secretPath: "/" };
    const describing: PermissionRule = { subject: "secrets", action: ["describeSecret"] };
    const seesElsewhere: PermissionRule = {
      subject: "secret-imports",
      action: ["read"],
      conditions: { environment: "dev" },
    };
    const reading = await tenant.contextWithRules(projectId, [describing, seesElsewhere]);
    const creating = await tenant.contextWithRules(projectId, [
      describing,
      seesElsewhere,
      { subject: "secret-imports", action: ["create"] },
    ]);
    for (const person of [reading, creating]) {
      for (const imports of [[there], [absent]]) {
        expect((await preview({ imports }, person)).imports).toEqual([{ state: "refused", hasSource: true }]);
        await expect(write({ imports }, person)).rejects.toMatchObject({ code: "auth.permission_denied" });
      }
    }
    expect(await write({ imports: [elsewhere] }, creating)).toMatchObject({ imports: 1 });
  });

  it("tells nothing of what the caller may not know of, and not whether an unreadable value is the same", async () => {
    await core.createFolder(admin, CreateFolderInput.parse({ projectId, ...AT_ROOT, name: "hidden" }));
    await create("A");
    await create("B", { secretPath: "/hidden" });
    const person = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"], conditions: { secretPath: "/" } },
      { subject: "secrets", action: ["create", "edit"] },
    ]);
    const secrets = [secretAt({}, "A"), secretAt({ secretPath: "/hidden" }, "B")];
    expect((await preview({ secrets }, person)).secrets).toEqual([
      { state: "unreadable", version: 1, isAllowed: true },
      { state: "new", version: null, isAllowed: true },
    ]);
  });

  it("is for nobody without a role, and not for other organizations", async () => {
    const [outsider, stranger] = [await tenant.contextOf({}), (await world().otherTenant()).admin];
    for (const act of [preview, write]) {
      await expect(act({ tags: WHOLE.tags }, outsider)).rejects.toMatchObject({ code: "auth.permission_denied" });
      await expect(act({ tags: WHOLE.tags }, stranger)).rejects.toMatchObject({ code: "project.not_found" });
    }
  });
});
