import { randomUUID } from "node:crypto";
import {
  CreateFolderInput,
  CreateSecretImportInput,
  CreateSecretInput,
  CreateSecretsInput,
  GetSecretInput,
  ListSecretsInput,
  SecretScope,
} from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("imports and references", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let projectId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
  });

  /** `dev`, or `prod/apps/web`: made when it is missing. */
  const at = async (place: string): Promise<SecretScope> => {
    const [environment = "", ...names] = place.split("/");
    const name = names.at(-1);
    if (name !== undefined) {
      const secretPath = names.slice(0, -1).join("/");
      await core.createFolder(admin, CreateFolderInput.parse({ projectId, environment, secretPath, name }));
    }
    return SecretScope.parse({ projectId, environment, secretPath: names.join("/") });
  };
  const put = async (place: string, values: Record<string, string>) => {
    const scope = await at(place);
    for (const [key, value] of Object.entries(values)) {
      await core.createSecret(admin, CreateSecretInput.parse({ ...scope, key, value }));
    }
  };
  const link = async (into: string, from: string) => {
    const source = await at(from);
    return core.createSecretImport(admin, CreateSecretImportInput.parse({ ...(await at(into)), source }));
  };
  const list = async (place: string, more: object = {}, ctx = admin) => {
    const wanted = { isValueWanted: true, areImportsWanted: true, isExpanded: true, ...more };
    return core.listSecrets(ctx, ListSecretsInput.parse({ ...(await at(place)), ...wanted }));
  };
  /** Each import as `place: KEY=value …`. */
  const imported = async (place: string, more: object = {}, ctx = admin) =>
    (await list(place, more, ctx)).imports.map(({ environment, secretPath, items }) => {
      const secrets = items.map(({ key, value }) => `${key}=${value}`).join(" ");
      return `${environment}${secretPath}: ${secrets}`;
    });
  const get = async (place: string, key: string, ctx = admin) => {
    const wanted = { areImportsWanted: true, isExpanded: true };
    return core.getSecret(ctx, GetSecretInput.parse({ ...(await at(place)), key, ...wanted }));
  };

  it("give each key once: the folder's own first, then the import behind", async () => {
    await put("dev", { OWN: "dev" });
    await put("staging", { OWN: "staging", BOTH: "staging", S: "s" });
    await put("prod/apps", { OWN: "prod", BOTH: "prod", P: "p" });
    const first = await link("dev", "staging");
    await link("dev", "prod/apps");
    expect(await imported("dev")).toEqual(["staging/: S=s", "prod/apps: BOTH=prod P=p"]);
    expect(await get("dev", "OWN")).toMatchObject({ value: "dev", environment: "dev" });
    expect(await get("dev", "BOTH")).toMatchObject({ value: "prod", environment: "prod", secretPath: "/apps" });
    await core.updateSecretImport(admin, { projectId, importId: first.id, position: 2 });
    expect(await imported("dev")).toEqual(["prod/apps: P=p", "staging/: BOTH=staging S=s"]);
    expect(await get("dev", "BOTH")).toMatchObject({ value: "staging" });
    expect((await list("dev", { areImportsWanted: false })).imports).toEqual([]);
    await core.deleteSecretImport(admin, { projectId, importId: first.id });
    expect(await imported("dev")).toEqual(["prod/apps: BOTH=prod P=p"]);
    await expect(get("dev", "S")).rejects.toMatchObject({ code: "secret.not_found" });
  });

  it("reach through what is imported, each folder's own before its imports", async () => {
    await put("dev/a", {});
    await put("dev/b", { B: "b", BOTH: "b" });
    await put("dev/c", { C: "c", BOTH: "c" });
    await link("dev/a", "dev/b");
    await link("dev/b", "dev/c");
    expect(await imported("dev/a")).toEqual(["dev/b: B=b BOTH=b C=c"]);
    expect(await get("dev/a", "C")).toMatchObject({ secretPath: "/c" });
    const all = await list("dev", { isRecursive: true });
    expect(all.items.map(({ secretPath, key }) => `${secretPath} ${key}`)).toHaveLength(4);
    expect(all.imports.flatMap(({ items }) => items)).toEqual([]);
  });

  it("close no circle, also when two are made at the same moment", async () => {
    await link("dev/a", "dev/b");
    await link("dev/b", "dev/c");
    const cycle = { code: "secret_import.cycle" };
    await expect(link("dev/c", "dev/a")).rejects.toMatchObject(cycle);
    await expect(link("dev/a", "dev/a")).rejects.toMatchObject(cycle);
    await expect(link("dev/a", "dev/b")).rejects.toMatchObject({ code: "secret_import.already_exists" });
    const loose = await link("dev/c", "prod");
    const source = await at("dev/a");
    await expect(core.updateSecretImport(admin, { projectId, importId: loose.id, source })).rejects.toMatchObject(
      cycle,
    );
    await Promise.all([at("staging/x"), at("staging/y")]);
    const results = await Promise.allSettled([link("staging/x", "staging/y"), link("staging/y", "staging/x")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("follow a renamed folder, and end with a deleted one", async () => {
    await put("prod/apps", { P: "p" });
    await link("dev", "prod/apps");
    const { items } = await core.listFolders(admin, { ...(await at("prod")), isRecursive: false });
    const folderId = items[0]?.id ?? "";
    await core.updateFolder(admin, { projectId, folderId, name: "services" });
    expect(await imported("dev")).toEqual(["prod/services: P=p"]);
    await core.deleteFolder(admin, { projectId, folderId });
    expect(await imported("dev")).toEqual([]);
  });

  it("resolve in the place a value is written in, across folders, environments and imports", async () => {
    await put("dev", { URL: "${HOST}/${prod.apps.PATH}", HOST: "dev.local" });
    await put("prod/apps", { PATH: "p-${NAME}", NAME: "web", LINK: "${NAME}!" });
    await link("dev", "prod/apps");
    expect((await list("dev")).items.map(({ value }) => value)).toEqual(["dev.local", "dev.local/p-web"]);
    expect(await imported("dev")).toEqual(["prod/apps: LINK=web! NAME=web PATH=p-web"]);
    expect(await get("dev", "URL")).toMatchObject({ value: "dev.local/p-web" });
    expect((await list("dev", { isExpanded: false })).items[1]?.value).toBe("${HOST}/${prod.apps.PATH}");
  });

  it("tell nobody what they may not read where it is", async () => {
    await put("dev", { OPEN: "${prod.SHUT} and ${prod.SHOWN}", OWN: "own" });
    await put("prod", { SHUT: "shut value", SHOWN: "shown", OWN: "shut value" });
    await link("dev", "prod");
    const bounded = await tenant.contextWithRules(projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { environment: "dev" } },
      { subject: "secrets", action: ["describeSecret", "readValue"], conditions: { secretName: "SHOWN" } },
      {
        subject: "secrets",
        action: ["readValue"],
        inverted: true,
        conditions: { environment: "dev", secretName: "OWN" },
      },
    ]);
    const listing = await list("dev", {}, bounded);
    expect(listing.items.map(({ value }) => value)).toEqual(["${prod.SHUT} and shown", null]);
    expect(await imported("dev", {}, bounded)).toEqual(["prod/: SHOWN=shown"]);
    expect(JSON.stringify(listing)).not.toContain("shut value");
    expect((await get("dev", "OPEN", bounded)).value).toBe("${prod.SHUT} and shown");
    await expect(get("dev", "SHUT", bounded)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  const changes = {
    edit: (ctx: core.UseCaseContext, importId: string) =>
      core.updateSecretImport(ctx, { projectId, importId, position: 1 }),
    delete: (ctx: core.UseCaseContext, importId: string) => core.deleteSecretImport(ctx, { projectId, importId }),
  };
  it.each(Object.entries(changes))("let nobody %s them but where they may", async (action, change) => {
    const inDev = await link("dev", "staging");
    const inProd = await link("prod", "staging");
    const bounded = await tenant.contextWithRules(projectId, [
      { subject: "secret-imports", action: [action], conditions: { environment: "dev" } },
    ]);
    await expect(change(bounded, inProd.id)).rejects.toMatchObject({ code: "auth.permission_denied" });
    expect(await core.getSecretImport(admin, inProd.id)).toEqual(inProd);
    await change(bounded, inDev.id);
    const reader = await tenant.contextWithRules(projectId, [{ subject: "secret-imports", action: ["read"] }]);
    for (const id of [inProd.id, randomUUID()]) {
      await expect(change(reader, id)).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
  });

  it("ask the database as often for a hundred references as for one", async () => {
    await put("prod", { TARGET: "t" });
    await put("dev", { FIRST: "${prod.TARGET}" });
    const one = await recordStatements(() => list("dev"));
    const secrets = Array.from({ length: 100 }, (_, index) => ({ key: `K${index}`, value: "${prod.TARGET}" }));
    await core.createSecrets(admin, CreateSecretsInput.parse({ ...(await at("dev")), secrets }));
    const many = await recordStatements(() => list("dev"));
    expect(many).toHaveLength(one.length);
    expect(new Set((await list("dev")).items.map(({ value }) => value))).toEqual(new Set(["t"]));
  });
});
