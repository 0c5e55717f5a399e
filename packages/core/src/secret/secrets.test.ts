import { CreateSecretInput, GetSecretInput, ListSecretsInput, SecretScope } from "@podpass/contracts";
import { describeOnEachDatabase, dumpDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import {
  addProjectIdentity,
  createSecret,
  deleteSecret,
  getSecret,
  listSecrets,
  loginWithKubernetes,
  openUserSession,
  revealSecret,
  type UseCaseContext,
  updateSecret,
  verifyAccessToken,
} from "../index.ts";

describeOnEachDatabase("secrets", (world) => {
  let tenant: Tenant;
  let admin: UseCaseContext;
  let projectId: string;
  let scope: SecretScope;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    projectId = (await tenant.createProject()).id;
    scope = SecretScope.parse({ projectId, environment: "dev" });
  });

  const create = (key: string, value: string, ctx = admin) =>
    createSecret(ctx, CreateSecretInput.parse({ ...scope, key, value }));
  const list = (more: object = {}, ctx = admin) => listSecrets(ctx, ListSecretsInput.parse({ ...scope, ...more }));
  const get = (key: string, more: object = {}, ctx = admin) =>
    getSecret(ctx, GetSecretInput.parse({ ...scope, key, ...more }));

  it("are read by a pod whose identity is a viewer of the project, and not before it is", async () => {
    await create("DATABASE_URL", "postgres://hunter2");
    const identity = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identity.id);
    const jwt = world().serviceAccountJwt();
    const { accessToken } = await loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt });
    const pod = await verifyAccessToken(world().publicContext(), accessToken);
    await expect(get("DATABASE_URL", {}, pod)).rejects.toMatchObject({ code: "auth.permission_denied" });
    await addProjectIdentity(admin, { projectId, identityId: identity.id, roles: ["viewer"] });
    expect(await get("DATABASE_URL", {}, pod)).toMatchObject({ value: "postgres://hunter2" });
    await expect(create("OTHER", "x", pod)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });

  it("keep every version, each as it was", async () => {
    const created = await create("KEY", "one");
    world().clock.advanceSeconds(1);
    const changed = await updateSecret(admin, { ...scope, key: "KEY", value: "two", comment: "why" });
    world().clock.advanceSeconds(1);
    await updateSecret(admin, { ...scope, key: "KEY", newKey: "RENAMED" });
    expect(await get("RENAMED")).toMatchObject({ version: 3, value: "two", comment: "why" });
    expect(await get("RENAMED", { version: 1 })).toMatchObject({ version: 1, key: "KEY", value: "one", comment: "" });
    expect(await get("RENAMED", { version: 2 })).toMatchObject({ version: 2, key: "KEY", value: "two" });
    for (const { version, createdAt, updatedAt } of [created, changed]) {
      expect(await get("RENAMED", { version })).toMatchObject({ createdAt, updatedAt });
    }
    await expect(get("RENAMED", { version: 4 })).rejects.toMatchObject({ code: "secret.not_found" });
    await expect(get("KEY")).rejects.toMatchObject({
      code: "secret.not_found",
      message: "Secret with name 'KEY' not found",
    });
  });

  it("survive texts of every kind", async () => {
    const value = 'line 1\nline 2\t"quoted" ünïcödé 日本 🔑 \\0 %s $1 {{x}} ';
    await create("KEY", value);
    expect(await get("KEY")).toMatchObject({ value });
  });

  it("are not overwritten by whoever saw an older version", async () => {
    await create("KEY", "one");
    await updateSecret(admin, { ...scope, key: "KEY", value: "two", expectedVersion: 1 });
    await expect(
      updateSecret(admin, { ...scope, key: "KEY", value: "three", expectedVersion: 1 }),
    ).rejects.toMatchObject({ code: "secret.changed_meanwhile" });
    expect(await get("KEY")).toMatchObject({ value: "two", version: 2 });
  });

  it("lose no update of many at once", async () => {
    await create("KEY", "0");
    const values = Array.from({ length: 12 }, (_, index) => `value ${index}`);
    await Promise.all(values.map((value) => updateSecret(admin, { ...scope, key: "KEY", value })));
    expect((await get("KEY")).version).toBe(13);
    const kept = await Promise.all(values.map((_, index) => get("KEY", { version: index + 2 })));
    expect(kept.map((secret) => secret.value).sort()).toEqual([...values].sort());
  });

  it("let one of many at once win that expect the same version", async () => {
    await create("KEY", "0");
    const attempts = Array.from({ length: 6 }, (_, index) =>
      updateSecret(admin, { ...scope, key: "KEY", value: `${index}`, expectedVersion: 1 }),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect((await get("KEY")).version).toBe(2);
  });

  it("are made once by many calls at once", async () => {
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => create("KEY", "v")));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "secret.already_exists" });
  });

  it("cannot take a name that another has, or that another takes at the same moment", async () => {
    await Promise.all(["A", "B", "C", "TAKEN"].map((key) => create(key, key)));
    await expect(updateSecret(admin, { ...scope, key: "A", newKey: "TAKEN" })).rejects.toMatchObject({
      code: "secret.already_exists",
    });
    const results = await Promise.allSettled(
      ["A", "B", "C"].map((key) => updateSecret(admin, { ...scope, key, newKey: "NEW" })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "secret.already_exists" });
  });

  it("are deleted once by many calls at once", async () => {
    await create("KEY", "v");
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => deleteSecret(admin, { ...scope, key: "KEY" })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "secret.not_found" });
  });

  it("stay hidden from whoever may only know of them", async () => {
    await create("KEY", "hunter2");
    const role = await world().database.client.role.create({
      data: {
        id: crypto.randomUUID(),
        organizationId: tenant.organizationId,
        projectId,
        slug: "lister",
        name: "Lister",
        description: "",
        permissions: [{ subject: "secrets", action: ["describeSecret"] }],
        createdAt: new Date(),
        updatedAt: new Date(),
      },
    });
    const lister = await tenant.contextOf({});
    const userId = lister.actor.type === "user" ? lister.actor.id : "";
    await world().services.store.projectMemberships.insert({
      id: crypto.randomUUID(),
      projectId,
      principal: { userId },
      roles: [{ role: null, customRoleId: role.id }],
      at: new Date(),
    });
    const { useCase } = await openUserSession(world().publicContext(), userId);
    expect((await list({ isValueWanted: true }, useCase)).items).toMatchObject([{ key: "KEY", value: null }]);
    expect(await get("KEY", {}, useCase)).toMatchObject({ value: null });
    await expect(revealSecret(useCase, { ...scope, key: "KEY" })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
  });

  it("are decrypted in a list only when their values are asked for", async () => {
    await create("B", "2");
    await create("A", "1");
    expect((await list()).items.map(({ key, value }) => [key, value])).toEqual([
      ["A", null],
      ["B", null],
    ]);
    expect((await list({ isValueWanted: true })).items.map(({ key, value }) => [key, value])).toEqual([
      ["A", "1"],
      ["B", "2"],
    ]);
  });

  it("say which part of their address is wrong", async () => {
    await expect(get("KEY", { environment: "nope" })).rejects.toMatchObject({ code: "environment.not_found" });
    await expect(get("KEY", { secretPath: "/a/b/" })).rejects.toMatchObject({ code: "folder.not_found" });
    await expect(get("KEY", { secretPath: "//" })).rejects.toMatchObject({ code: "secret.not_found" });
  });

  it("are nowhere in the database as they are, nor is a reviewer JWT or any token", async () => {
    const reviewerJwt = world().serviceAccountJwt({ name: "reviewer" });
    await create("KEY", "correct horse battery staple");
    await updateSecret(admin, { ...scope, key: "KEY", comment: "a comment of its own" });
    const identity = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt: "" });
    await tenant.attachKubernetesAuth((await tenant.createIdentity()).id, { tokenReviewerJwt: reviewerJwt });
    world().kubernetes.grantAuthDelegator({ namespace: "payments", name: "worker" });
    const jwt = world().serviceAccountJwt();
    const { accessToken } = await loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt });
    await revealSecret(admin, { ...scope, key: "KEY" });
    const dump = (await dumpDatabase(world().database)).join("\n");
    for (const text of ["correct horse battery staple", "a comment of its own", reviewerJwt, jwt, accessToken]) {
      for (const encoding of ["utf8", "hex", "base64"] as const) {
        const needle = Buffer.from(text).toString(encoding).replace(/=+$/, "");
        expect(dump.includes(needle.slice(0, -2))).toBe(false);
      }
      expect(dump).not.toContain(text.split(".")[2] ?? text);
    }
    expect(dump).toContain(identity.id);
  });
});
