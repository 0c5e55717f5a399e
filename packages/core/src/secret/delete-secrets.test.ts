import { CreateSecretInput, ListSecretsInput, SecretScope, UpdateSecretsInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("secrets that are to be deleted", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let scope: SecretScope;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    scope = SecretScope.parse({ projectId: (await tenant.createProject()).id, environment: "dev" });
  });

  const create = (key: string, value = key) =>
    core.createSecret(admin, CreateSecretInput.parse({ ...scope, key, value }));
  const update = (secrets: object[]) => core.updateSecrets(admin, UpdateSecretsInput.parse({ ...scope, secrets }));
  const list = async () => {
    const input = ListSecretsInput.parse({ ...scope, isValueWanted: true });
    return (await core.listSecrets(admin, input)).items.map(({ key, value }) => `${key}=${value}`);
  };

  it("tell, when they are deleted, the values that are wanted to whoever may read them, and to nobody else", async () => {
    const blind = await tenant.contextWithRules(scope.projectId, [
      { subject: "secrets", action: ["describeSecret", "delete"] },
    ]);
    const deleting = async (actor: core.UseCaseContext, shown?: { areValuesWanted: boolean }) => {
      await create("GONE", "its value");
      return (await core.deleteSecret(actor, { ...scope, key: "GONE" }, shown)).value;
    };
    expect(await deleting(admin, { areValuesWanted: true })).toBe("its value");
    expect(await deleting(admin)).toBeNull();
    expect(await deleting(blind, { areValuesWanted: true })).toBeNull();
  });

  it("are not deleted by whoever saw an older version, of many not even one", async () => {
    await create("A");
    await create("B");
    await update([{ key: "B", value: "theirs" }]);
    const changed = { code: "secret.changed_meanwhile" };
    await expect(core.deleteSecret(admin, { ...scope, key: "B", expectedVersion: 1 })).rejects.toMatchObject(changed);
    const seen = ["A", "B"].map((key) => ({ key, expectedVersion: 1 }));
    await expect(core.deleteSecrets(admin, { ...scope, secrets: seen })).rejects.toMatchObject(changed);
    expect(await list()).toEqual(["A=A", "B=theirs"]);
    expect(await tenant.auditEvents("secret.delete")).toEqual([]);
    const now = [
      { key: "A", expectedVersion: 1 },
      { key: "B", expectedVersion: 2 },
    ];
    expect((await core.deleteSecrets(admin, { ...scope, secrets: now })).items).toHaveLength(2);
    expect(await list()).toEqual([]);
  });

  it("tell nobody of their version who may not delete them", async () => {
    await create("A");
    const reader = await tenant.contextWithRules(scope.projectId, [
      { subject: "secrets", action: ["describeSecret", "readValue"] },
    ]);
    await expect(core.deleteSecret(reader, { ...scope, key: "A", expectedVersion: 7 })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
  });
});
