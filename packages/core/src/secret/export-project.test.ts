import {
  CreateFolderInput,
  CreateSecretInput,
  CreateSecretsInput,
  MAX_SECRETS_OF_BATCH,
  type PermissionRule,
  SecretScope,
  UpdateFolderInput,
} from "@podpass/contracts";
import { createPerson, describeOnEachDatabase, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

interface SignedIn {
  account: core.AccountContext;
  memberId: string;
  openAgain: core.OpenAgain;
}

describeOnEachDatabase("the export of a project", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
  });

  const scope = (environment = "dev", secretPath = "/") => SecretScope.parse({ projectId, environment, secretPath });
  const create = (key: string, place: SecretScope, more: object = {}) =>
    core.createSecret(admin, CreateSecretInput.parse({ ...place, key, value: `value of ${key}`, ...more }));
  const createFolder = (name: string, more: object = {}) =>
    core.createFolder(admin, CreateFolderInput.parse({ ...scope(), name, ...more }));
  const keysOf = async (ctx: core.UseCaseContext) => {
    const { parts, ...rest } = await read(ctx);
    return { keys: parts.flatMap(({ secrets }) => secrets.map(({ key }) => key)), isPartial: rest.isPartial };
  };

  const always = (ctx: core.UseCaseContext) => async () => ctx;

  async function read(ctx: core.UseCaseContext, environment?: string) {
    const opened = await core.exportProject(ctx, { projectId, environment }, always(ctx));
    const parts = [];
    for await (const part of opened.parts) parts.push(part);
    return { ...opened, parts, isPartial: opened.isPartial || parts.some(({ isPartial }) => isPartial) };
  }

  async function createTwoParts(place = scope()): Promise<void> {
    const secrets = Array.from({ length: 101 }, (_, index) => ({ key: `KEY_${index}`, value: "" }));
    await core.createSecrets(admin, CreateSecretsInput.parse({ ...place, secrets }));
  }

  /** A person who may read everything, with a session of theirs. */
  async function signIn(): Promise<SignedIn> {
    const person = await createPerson(world(), tenant);
    await core.addProjectUser(admin, { projectId, userId: person.id, roles: ["admin"] });
    const account = await person.signIn();
    const openAgain = async () => {
      const { userId } = await core.resumeSession(world().publicContext(), account.sessionId);
      return (await core.openUserSession(world().publicContext(), userId)).useCase;
    };
    const { session } = await core.openUserSession(world().publicContext(), person.id);
    return { account, memberId: session.memberId, openAgain };
  }

  /** A person who may know of all secrets and read their values in dev. */
  function readerOfDev() {
    return tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"] },
      { subject: "secrets", action: ["readValue"], conditions: { environment: "dev" } },
      { subject: "secret-imports", action: ["read"] },
      { subject: "tags", action: ["read"] },
    ]);
  }

  it("holds environments, folders, tags, imports and all that secrets are", async () => {
    const tag = await core.createTag(admin, { projectId, slug: "db", color: "#1d4ed8" });
    await createFolder("apps", { description: "What we run" });
    const content = { comment: "why", metadata: [{ key: "owner", value: "team a" }], tagIds: [tag.id] };
    await create("URL", scope("dev", "/apps"), { ...content, value: "$" + "{HOST}", skipMultilineEncoding: true });
    await create("HOST", scope());
    const source = { environment: "prod", secretPath: "/" };
    await core.createSecretImport(admin, { ...scope("dev", "/apps"), source });
    const { head, parts, isPartial } = await read(admin);
    expect(head).toMatchObject({
      format: "podpass-project",
      version: 1,
      environments: [{ slug: "dev", name: "Development" }, { slug: "staging" }, { slug: "prod" }],
      folders: [{ environment: "dev", secretPath: "/apps", description: "What we run" }],
      tags: [{ slug: "db", color: "#1d4ed8" }],
      imports: [{ environment: "dev", secretPath: "/apps", source }],
    });
    const plain = { comment: "", tags: [], metadata: [], skipMultilineEncoding: false };
    expect(parts.flatMap(({ secrets }) => secrets)).toEqual([
      { environment: "dev", secretPath: "/", key: "HOST", value: "value of HOST", ...plain },
      {
        ...{ environment: "dev", secretPath: "/apps", key: "URL", value: "$" + "{HOST}" },
        ...{ comment: "why", tags: ["db"], metadata: content.metadata, skipMultilineEncoding: true },
      },
    ]);
    expect(isPartial).toBe(false);
  });

  it("is of one environment where one is named, which must be there", async () => {
    await create("A", scope());
    await create("B", scope("prod"));
    const { head, parts } = await read(admin, "prod");
    expect(head.environments).toEqual([{ slug: "prod", name: "Production" }]);
    expect(parts.flatMap(({ secrets }) => secrets)).toMatchObject([{ environment: "prod", key: "B" }]);
    await expect(read(admin, "none")).rejects.toMatchObject({ code: "environment.not_found" });
  });

  it("leaves out what the caller may not read, and says so", async () => {
    await create("A", scope());
    const reader = await readerOfDev();
    expect(await keysOf(reader)).toEqual({ keys: ["A"], isPartial: false });
    await create("B", scope("prod"));
    expect(await keysOf(reader)).toEqual({ keys: ["A"], isPartial: true });
    expect(await keysOf(admin)).toEqual({ keys: ["A", "B"], isPartial: false });
  });

  it("leaves out imports and tags that the caller may not see, and says so", async () => {
    await core.createTag(admin, { projectId, slug: "db", color: "" });
    await core.createSecretImport(admin, { ...scope(), source: { environment: "prod", secretPath: "/" } });
    const rules: PermissionRule = { subject: "secrets", action: ["describeSecret", "readValue"] };
    const withTags = await tenant.contextWithRules(projectId, [rules, { subject: "tags", action: ["read"] }]);
    expect(await read(withTags)).toMatchObject({ head: { tags: [{ slug: "db" }], imports: [] }, isPartial: true });
    const withImports = await tenant.contextWithRules(projectId, [
      rules,
      { subject: "secret-imports", action: ["read"] },
    ]);
    expect(await read(withImports)).toMatchObject({ head: { tags: [], imports: [{}] }, isPartial: true });
  });

  it("is for nobody who may know of no secret or read no value, and not for other organizations", async () => {
    for (const action of ["describeSecret", "readValue"] as const) {
      const person = await tenant.contextWithRules(projectId, [{ subject: "secrets", action: [action] }]);
      await expect(read(person)).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
    const stranger = await world().otherTenant();
    await expect(read(stranger.admin)).rejects.toMatchObject({ code: "project.not_found" });
  });

  it("hands out nothing more to whoever lost their role meanwhile", async () => {
    await createTwoParts();
    const reader = await readerOfDev();
    const { parts } = await core.exportProject(reader, { projectId }, always(reader));
    const handedOut = [];
    for await (const part of parts) {
      handedOut.push({ count: part.secrets.length, isPartial: part.isPartial });
      const { client, changes } = world().database;
      await client.role.updateMany({ where: { projectId }, data: { permissions: [] } });
      await changes.settle();
    }
    expect(handedOut.filter(({ count, isPartial }) => count > 0 || isPartial)).toEqual([
      { count: 100, isPartial: false },
      { count: 0, isPartial: true },
    ]);
  });

  it.each<[string, (project: { environmentId: string; folderId: string }) => Promise<unknown>]>([
    [
      "an environment",
      ({ environmentId }) => core.updateEnvironment(admin, { projectId, environmentId, slug: "held" }),
    ],
    [
      "a folder",
      ({ folderId }) => core.updateFolder(admin, UpdateFolderInput.parse({ ...scope(), folderId, name: "held" })),
    ],
  ])("hands out nothing more of %s that was renamed meanwhile: rules are about names", async (_what, rename) => {
    const { id: folderId } = await createFolder("apps");
    await createTwoParts(scope("dev", "/apps"));
    const { environments } = await core.getProject(admin, { id: projectId });
    const environmentId = environments.find(({ slug }) => slug === "dev")?.id ?? "";
    const reader = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret"] },
      { subject: "secrets", action: ["readValue"], conditions: { environment: "dev", secretPath: "/apps" } },
    ]);
    const { parts } = await core.exportProject(reader, { projectId, environment: "dev" }, always(reader));
    const handedOut = [];
    for await (const { secrets, isPartial } of parts) {
      handedOut.push({ count: secrets.length, isPartial });
      if (secrets.length > 0) await rename({ environmentId, folderId });
    }
    expect(handedOut).toEqual([
      { count: 0, isPartial: false },
      { count: 100, isPartial: false },
      { count: 0, isPartial: true },
    ]);
  });

  it.each([
    ["signed out everywhere", ({ account }) => core.signOutEverywhere(account)],
    ["was deactivated", ({ memberId }) => core.deactivateMember(admin, { memberId })],
    ["was removed", ({ memberId }) => core.removeMember(admin, { memberId })],
  ] satisfies [string, (person: SignedIn) => Promise<unknown>][])(
    "breaks off, with nothing more written down, for whoever %s meanwhile",
    async (_what, lockOut) => {
      await createTwoParts();
      const person = await signIn();
      const { parts } = await core.exportProject(await person.openAgain(), { projectId }, person.openAgain);
      const reading = parts[Symbol.asyncIterator]();
      expect((await reading.next()).value).toMatchObject({ secrets: { length: 100 } });
      await lockOut(person);
      await expect(reading.next()).rejects.toMatchObject({ code: "auth.signed_out" });
      const written = (await tenant.auditEvents("secret.export")).flatMap(({ detail }) => Object(detail).keys);
      expect(written).toHaveLength(100);
    },
  );

  it("loses none between parts, and is written down with the keys of each folder before they are handed out", async () => {
    const keys = Array.from({ length: MAX_SECRETS_OF_BATCH }, (_, index) => `KEY_${String(index).padStart(4, "0")}`);
    const secrets = keys.map((key) => ({ key, value: key }));
    await core.createSecrets(admin, CreateSecretsInput.parse({ ...scope(), secrets }));
    await create("LAST", scope("prod"));
    const opened = await core.exportProject(admin, { projectId }, always(admin));
    const handedOut: string[] = [];
    for await (const part of opened.parts) {
      handedOut.push(...part.secrets.map(({ key }) => key));
      const written = (await tenant.auditEvents("secret.export")).flatMap(({ detail }) => Object(detail).keys);
      expect(written.sort()).toEqual([...handedOut].sort());
    }
    expect(handedOut).toEqual([...keys, "LAST"]);
    expect(await tenant.auditEvents("secret.export")).toMatchObject(
      Array(MAX_SECRETS_OF_BATCH / 100 + 1).fill({
        subjectType: "folder",
        projectId,
        detail: { areImportsWanted: false },
      }),
    );
  });

  it("breaks off where what is to be handed out cannot be written down", async () => {
    await create("A", scope());
    const unwritten = withoutAudit(admin);
    const { parts } = await core.exportProject(unwritten, { projectId }, always(unwritten));
    const handedOut: string[] = [];
    const takeAll = async () => {
      for await (const { secrets } of parts) handedOut.push(...secrets.map(({ key }) => key));
    };
    await expect(takeAll()).rejects.toThrow();
    expect(handedOut).toEqual([]);
  });
});
