import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  CreateSecretsInput,
  GetSecretInput,
  ListSecretsInput,
  SecretScope,
  SetSecretOverrideInput,
  UpdateSecretInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant, type World } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";
import { ENCRYPTED_COLUMNS, ENCRYPTED_TABLES, WRAPPED_KEY_COLUMN } from "./encrypted-columns.ts";
import { keyIdOf } from "./envelope.ts";
import { createSecretBox } from "./secret-box.ts";

const SECRETS = 60;
/** Columns of bytes that hold nothing secret. */
const HASHES = [
  "audit_events.chain_hash",
  "audit_chains.pruned_hash",
  "audit_chains.head_hash",
  "audit_chains.mac",
  "audit_retentions.mac",
  "erased_audit_events.chain_hash",
  "erased_audit_events.mac",
];

describeOnEachDatabase("rotating keys", (world) => {
  let tenant: Tenant;
  let scope: SecretScope;
  let services: core.Services;
  beforeEach(async () => {
    services = world().services;
    tenant = await world().otherTenant();
    scope = SecretScope.parse({ projectId: (await tenant.createProject()).id, environment: "dev" });
    await fill(tenant, scope);
    await addSecondFactor(world(), tenant);
    await core.sealAuditEvents(services);
  });

  const rotate = (more: Partial<core.KeyRotation> = {}, using = services) =>
    core.rotateKeys(using, { parts: ["root", "data"], settledMs: 0, ...more });

  it("covers every column of the database that holds bytes, but hashes", async () => {
    const columns = await world().database.client.$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type = 'bytea'`;
    const covered = ENCRYPTED_TABLES.flatMap((table) =>
      ENCRYPTED_COLUMNS[table].columns.map((column) => `${table}.${column}`),
    );
    const wrapped = `${WRAPPED_KEY_COLUMN.table}.${WRAPPED_KEY_COLUMN.column}`;
    expect(columns.map(({ name }) => name).sort()).toEqual([...covered, wrapped, ...HASHES].sort());
  });

  it("encrypts everything anew under new data keys, says what, and leaves every value as it was", async () => {
    const before = await everythingOf(tenant, scope);
    const [oldKeyId] = await dataKeysOf(world(), tenant);
    const report = await rotate();
    expect(report.resealing).toMatchObject({ left: 0, unreadable: new Set() });
    expect(await secondFactorOf(services, tenant)).toBe("TOTP");
    expect(Object.fromEntries(report.resealing?.counts ?? [])).toMatchObject({
      "secrets.encrypted_value": expect.toSatisfy((count: number) => count >= SECRETS),
      "secret_versions.encrypted_value": expect.toSatisfy((count: number) => count >= SECRETS),
      "secrets.encrypted_metadata": expect.toSatisfy((count: number) => count >= 1),
      "second_factors.encrypted_secret": expect.toSatisfy((count: number) => count >= 1),
      "secret_overrides.encrypted_value": expect.toSatisfy((count: number) => count >= 1),
      "kubernetes_auths.encrypted_reviewer_jwt": expect.toSatisfy((count: number) => count >= 1),
      "audit_chains.encrypted_key": expect.toSatisfy((count: number) => count >= 1),
    });
    const keys = await keysInUse(world());
    expect(keys).not.toContain(oldKeyId);
    expect(keys).toContain((await dataKeysOf(world(), tenant)).at(-1));
    expect(await everythingOf(tenant, scope)).toEqual(before);
    expect(await tenant.auditEvents("data_key.rotate")).toHaveLength(1);
    await core.sealAuditEvents(services);
    expect(await core.verifyChainOf(services, tenant.organizationId)).toMatchObject({ isIntact: true });
  });

  it("deletes a data key a day after another took its place, and no earlier", async () => {
    const [first] = await dataKeysOf(world(), tenant);
    await rotate();
    world().clock.advanceSeconds(3600);
    await rotate();
    expect(await dataKeysOf(world(), tenant)).toHaveLength(3);
    world().clock.advanceSeconds(86_400);
    expect((await rotate()).deletedCount).toBeGreaterThanOrEqual(1);
    const left = await dataKeysOf(world(), tenant);
    expect(left).toHaveLength(3);
    expect(left).not.toContain(first);
  });

  it("goes on where it was interrupted, with the data key it had made", async () => {
    const before = await everythingOf(tenant, scope);
    let seals = 0;
    const failing: core.Services = {
      ...services,
      secretBox: {
        ...services.secretBox,
        sealText(...args) {
          seals += 1;
          if (seals > SECRETS) throw new Error("The power went");
          return services.secretBox.sealText(...args);
        },
      },
    };
    await expect(rotate({}, failing)).rejects.toThrow("The power went");
    expect(await everythingOf(tenant, scope)).toEqual(before);
    const keys = await dataKeysOf(world(), tenant);
    const report = await rotate();
    expect(report.resumedCount).toBeGreaterThanOrEqual(1);
    expect(report.resealing?.left).toBe(0);
    expect(await dataKeysOf(world(), tenant)).toEqual(keys);
    expect(await everythingOf(tenant, scope)).toEqual(before);
  });

  it("never overwrites what is written meanwhile, and makes no writer fail", async () => {
    let isRotating = true;
    const written = new Map<string, number>();
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let version = 2; isRotating || version < 4; version += 1) {
        const key = `SECRET_${writer}`;
        const value = `${key} at ${version}`;
        const input = UpdateSecretInput.parse({ ...scope, key, value, expectedVersion: version - 1 });
        expect((await core.updateSecret(tenant.admin, input)).version).toBe(version);
        written.set(key, version);
        // The embedded engine answers without a turn of the event loop: timers would never come to theirs.
        await nextTurn();
      }
    });
    const report = await rotate().finally(() => {
      isRotating = false;
    });
    await Promise.all(writers);
    expect(report.resealing?.left).toBe(0);
    for (const [key, version] of written) {
      for (let at = 2; at <= version; at += 1) {
        const input = GetSecretInput.parse({ ...scope, key, version: at });
        expect((await core.getSecret(tenant.admin, input)).value).toBe(`${key} at ${at}`);
      }
    }
  });

  it("wraps data keys by another root key: then the old one is needed no more, and opens nothing", async () => {
    const { clock, database } = world();
    const before = await everythingOf(tenant, scope);
    const old = services.rootKeys.current;
    const next = core.rootKeyFromBytes(randomBytes(32));
    const over = (rootKeys: core.RootKeys): core.Services => ({
      ...services,
      rootKeys,
      secretBox: createSecretBox(rootKeys, clock, database.changes),
    });
    const both = over(core.createRootKeys(next, [old]));
    const report = await rotate({ parts: ["root"] }, both);
    expect(report.rewrapped.get(old.id)).toBeGreaterThanOrEqual(1);
    expect(await tenant.auditEvents("data_key.rewrap")).toHaveLength(1);
    const as = (rootKeys: core.RootKeys) => ({ ...tenant, admin: { ...tenant.admin, ...over(rootKeys) } });
    expect(await everythingOf(as(core.createRootKeys(next)), scope)).toEqual(before);
    await expect(everythingOf(as(core.createRootKeys(old)), scope)).rejects.toThrow("is wrapped by root key");

    const rows = () => database.client.dataKey.findMany({ orderBy: { id: "asc" } });
    const untouched = await rows();
    await expect(rotate({}, over(core.createRootKeys(old)))).rejects.toThrow(
      `Data keys are wrapped by root key ${next.id}, which was not given. Nothing was changed.`,
    );
    expect(await rows()).toEqual(untouched);
    // For the other tests of this world.
    await rotate({ parts: ["root"] }, over(core.createRootKeys(old, [next])));
  });

  it("reports a value that no key opens, leaves it as it is, and goes on", async () => {
    const { client } = world().database;
    const [damaged] = await client.secretVersion.findMany({
      where: { key: "SECRET_7" },
      orderBy: { createdAt: "desc" },
    });
    const encryptedValue = Uint8Array.from(damaged?.encryptedValue ?? []);
    encryptedValue[encryptedValue.length - 1] = (encryptedValue.at(-1) ?? 0) ^ 1;
    await client.secretVersion.update({ where: { id: damaged?.id ?? "" }, data: { encryptedValue } });
    const { resealing } = await rotate();
    expect(resealing).toMatchObject({
      left: 1,
      unreadable: new Set([`secret_versions.encrypted_value of ${damaged?.id}`]),
    });
    await client.secretVersion.delete({ where: { id: damaged?.id ?? "" } });
  });
});

/** A project's worth of everything that is encrypted. */
async function fill(tenant: Tenant, scope: SecretScope): Promise<void> {
  const secrets = Array.from({ length: SECRETS }, (_, index) => ({
    key: `SECRET_${index}`,
    value: `value ${index}\nof two lines 🔑`,
    comment: `comment ${index}`,
    ...(index % 10 === 0 ? { metadata: [{ key: "team", value: "a" }] } : {}),
  }));
  await core.createSecrets(tenant.admin, CreateSecretsInput.parse({ ...scope, secrets }));
  const override = SetSecretOverrideInput.parse({ ...scope, key: "SECRET_1", value: "my own" });
  await core.setSecretOverride(tenant.admin, override);
  await tenant.attachKubernetesAuth((await tenant.createIdentity()).id);
}

const secondFactorPlace = ({ admin }: Tenant) =>
  ({ table: "second_factors", rowId: actorId(admin.actor) ?? "", field: "encrypted_secret" }) as const;

/** What is a person's own and no organization's. */
async function addSecondFactor({ services, database }: World, tenant: Tenant): Promise<void> {
  const { secretBox, store, clock } = services;
  if (!(await store.dataKeys.findNewest(null))) await secretBox.createDataKey(store, null);
  const place = secondFactorPlace(tenant);
  const encryptedSecret = await secretBox.sealText(store, null, place, "TOTP");
  await database.client.secondFactor.create({
    data: { userId: place.rowId, encryptedSecret, createdAt: clock.now() },
  });
}

async function secondFactorOf({ store, secretBox }: core.Services, tenant: Tenant): Promise<string> {
  const place = secondFactorPlace(tenant);
  const [row] = await store.encryptedValues.holdNext("second_factors", {
    dataKeyIds: [(await store.dataKeys.findNewest(null))?.id ?? ""],
    after: null,
    take: 1,
  });
  return secretBox.openText(
    store,
    null,
    { ...place, rowId: row?.rowId ?? "" },
    row?.values.encrypted_secret ?? Buffer.of(),
  );
}

/** All that was encrypted, in plain: secrets and one override. */
async function everythingOf({ admin }: Tenant, scope: SecretScope): Promise<unknown> {
  const { items } = await core.listSecrets(admin, ListSecretsInput.parse({ ...scope, isValueWanted: true }));
  const override = await core.revealSecretOverride(admin, { ...scope, key: "SECRET_1" });
  return [items, override];
}

/** The ids of the organization's data keys, oldest first. */
async function dataKeysOf({ database }: World, { organizationId }: Tenant): Promise<string[]> {
  const rows = await database.client.dataKey.findMany({ where: { organizationId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ id }) => id);
}

/** The data keys of all secrets and their versions. */
async function keysInUse({ database: { client } }: World): Promise<Set<string>> {
  const rows = [...(await client.secret.findMany()), ...(await client.secretVersion.findMany())];
  return new Set(rows.map(({ encryptedValue }) => keyIdOf(encryptedValue)));
}
