import {
  CompareEnvironmentsInput,
  CopySecretsInput,
  CreateFolderInput,
  CreateSecretImportInput,
  CreateSecretInput,
  DeleteSecretsInput,
  GetSecretInput,
  ListSecretsInput,
  MAX_SECRET_BYTES_AT_ONCE,
  MAX_SECRET_VALUE_BYTES,
  SecretScope,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";
import { openSecretRoom } from "./secret-room.ts";

const KIB = 1024;
const TOO_MUCH = { code: "secret.too_much_at_once" };

describeOnEachDatabase("the room for secrets of a request", (world) => {
  let tenant: Tenant;
  let admin: core.UseCaseContext;
  let scope: SecretScope;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    admin = tenant.admin;
    scope = SecretScope.parse({ projectId: (await tenant.createProject()).id, environment: "dev" });
  });

  const create = (more: object) => core.createSecret(admin, CreateSecretInput.parse({ ...scope, value: "v", ...more }));
  const list = (more: object = {}) => core.listSecrets(admin, ListSecretsInput.parse({ ...scope, ...more }));

  async function rootOf(environment: string): Promise<string> {
    const { items } = await core.listEnvironments(admin, scope);
    const id = items.find(({ slug }) => slug === environment)?.id ?? "";
    return (await admin.store.folders.findByPath(id, "/"))?.id ?? "";
  }
  const rootAt = (id: string, environment = "dev") => ({ id, path: "/", environment });

  /** Adds secrets that hold nothing but values of these sizes. Nobody can open them: they are for being counted. */
  async function fill(folderId: string, { count, valueBytes }: { count: number; valueBytes: number }) {
    await world().database.client.$executeRaw`
      INSERT INTO secrets (id, folder_id, key, encrypted_value, encrypted_comment, skip_multiline_encoding, version,
                           created_at, updated_at)
      SELECT gen_random_uuid(), ${folderId}::uuid, 'FILL_' || gen_random_uuid(),
             convert_to(repeat('x', ${valueBytes}::int), 'UTF8'), '', false, 1, now(), now()
      FROM generate_series(1, ${count}::int)`;
  }
  /** As many of the largest as there is room for, each with what is counted around it. */
  const LARGEST = {
    count: MAX_SECRET_BYTES_AT_ONCE / MAX_SECRET_VALUE_BYTES,
    valueBytes: MAX_SECRET_VALUE_BYTES - KIB,
  };

  it.each([
    ["32 MB of large values", LARGEST],
    ["32,768 secrets that hold nothing", { count: MAX_SECRET_BYTES_AT_ONCE / KIB, valueBytes: 0 }],
  ])("holds %s, and not one byte more", async (_what, content) => {
    const dev = await rootOf("dev");
    await fill(dev, content);
    const wanted = { folders: [rootAt(dev)], isValueWanted: true };
    expect(await openSecretRoom(admin.store).read(wanted)).toHaveLength(content.count);
    await world().database.client.$executeRaw`
      UPDATE secrets SET encrypted_comment = 'x' WHERE id = (
        SELECT id FROM secrets WHERE folder_id = ${dev}::uuid LIMIT 1)`;
    await expect(openSecretRoom(admin.store).read(wanted)).rejects.toMatchObject(TOO_MUCH);
  });

  it("is one for all that is read into it", async () => {
    const [dev, prod] = [await rootOf("dev"), await rootOf("prod")];
    await fill(dev, { count: 1, valueBytes: KIB });
    await fill(prod, LARGEST);
    const room = openSecretRoom(admin.store);
    await room.read({ folders: [rootAt(dev)], isValueWanted: true });
    await expect(room.read({ folders: [rootAt(prod, "prod")], isValueWanted: true })).rejects.toMatchObject(TOO_MUCH);
  });

  it("is taken by what is asked for alone", async () => {
    const dev = await rootOf("dev");
    await fill(dev, { ...LARGEST, count: LARGEST.count + 1 });
    await create({ key: "ONE", value: "one" });
    const room = openSecretRoom(admin.store);
    expect(await room.read({ folders: [rootAt(dev)], isValueWanted: false })).toHaveLength(LARGEST.count + 2);
    const rows = await room.read({ folders: [rootAt(dev)], keys: ["ONE"], isValueWanted: true });
    expect(rows).toMatchObject([{ key: "ONE", folderId: dev, version: 1, tags: [] }]);
  });

  it("ends a list that is recursive, and not one of a folder", async () => {
    const folder = await core.createFolder(admin, CreateFolderInput.parse({ ...scope, name: "below" }));
    await fill(folder.id, { ...LARGEST, count: LARGEST.count + 1 });
    await create({ key: "OWN" });
    await expect(list({ isRecursive: true, isValueWanted: true })).rejects.toMatchObject(TOO_MUCH);
    expect((await list({ isValueWanted: true })).items).toMatchObject([{ key: "OWN", value: "v" }]);
  });

  it("ends a list of what is imported, and not a read of one imported secret", async () => {
    await create({ key: "FAR", environment: "prod" });
    const source = { environment: "prod", secretPath: "/" };
    await core.createSecretImport(admin, CreateSecretImportInput.parse({ ...scope, source }));
    await fill(await rootOf("prod"), LARGEST);
    await expect(list({ areImportsWanted: true, isValueWanted: true })).rejects.toMatchObject(TOO_MUCH);
    const one = GetSecretInput.parse({ ...scope, key: "FAR", areImportsWanted: true });
    expect(await core.getSecret(admin, one)).toMatchObject({ key: "FAR", value: "v" });
  });

  it("ends a read of a secret that refers to too much", async () => {
    const prod = await rootOf("prod");
    await fill(prod, { ...LARGEST, count: LARGEST.count + 1 });
    const keys = (await admin.store.secrets.listNames([prod])).map(({ key }) => key);
    await create({ key: "REFERS", value: keys.map((key) => `\${prod.${key}}`).join("") });
    const one = { ...scope, key: "REFERS" };
    await expect(core.getSecret(admin, GetSecretInput.parse({ ...one, isExpanded: true }))).rejects.toMatchObject(
      TOO_MUCH,
    );
    await expect(core.resolveSecret(admin, one)).rejects.toMatchObject(TOO_MUCH);
    expect(await core.getSecret(admin, GetSecretInput.parse(one))).toMatchObject({ key: "REFERS" });
  });

  it("ends what is done with too much at once, and nothing of it is done", async () => {
    const dev = await rootOf("dev");
    await fill(dev, { ...LARGEST, count: LARGEST.count + 1 });
    const keys = (await admin.store.secrets.listNames([dev])).map(({ key }) => key);
    const copy = CopySecretsInput.parse({ ...scope, keys, to: { environment: "prod", secretPath: "/" } });
    const deletion = DeleteSecretsInput.parse({ ...scope, secrets: keys.map((key) => ({ key })) });
    const comparison = CompareEnvironmentsInput.parse({ ...scope, environments: ["dev", "prod"] });
    for (const act of [
      () => core.copySecrets(admin, copy),
      () => core.deleteSecrets(admin, deletion),
      () => core.compareEnvironments(admin, comparison),
    ]) {
      await expect(act()).rejects.toMatchObject(TOO_MUCH);
    }
    expect(await admin.store.secrets.count([dev])).toBe(keys.length);
    expect(await admin.store.secrets.count([await rootOf("prod")])).toBe(0);
  });
});
