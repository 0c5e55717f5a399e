import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { postgresBinaries } from "@podpass/testing";
import { sharedPostgresServer } from "@podpass/testing/vitest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, type DatabaseOptions, openDatabase, Prisma } from "./index.ts";

const now = new Date("2026-01-02T03:04:05.678Z");

const kinds: { kind: DatabaseOptions["kind"]; isMissing: boolean; options(): Promise<DatabaseOptions> }[] = [
  { kind: "memory", isMissing: false, options: async () => ({ kind: "memory" }) },
  {
    kind: "embedded",
    isMissing: false,
    options: async () => ({ kind: "embedded", dataDir: await mkdtemp(path.join(tmpdir(), "podpass-open-")) }),
  },
  {
    kind: "postgres",
    isMissing: postgresBinaries() === undefined,
    options: async () => ({ kind: "postgres", url: (await (await sharedPostgresServer()).createDatabase()).url }),
  },
];

for (const { kind, isMissing, options } of kinds) {
  const title = `openDatabase on ${kind}${isMissing ? " (skipped: PostgreSQL's server is not installed)" : ""}`;
  describe.skipIf(isMissing)(title, () => {
    let opened: DatabaseOptions;
    let database: Database;
    beforeAll(async () => {
      opened = await options();
      database = await openDatabase(opened);
    });
    afterAll(async () => {
      await database?.close();
      if (opened?.kind === "embedded") await rm(opened.dataDir, { recursive: true });
    });

    const createOrganization = async (slug: string = randomUUID()) =>
      database.client.organization.create({
        data: { id: randomUUID(), name: "Acme", slug, createdAt: now, updatedAt: now },
      });

    it("gives back every kind of column as it was written", async () => {
      const { id: organizationId, createdAt } = await createOrganization();
      expect(createdAt).toEqual(now);
      const identityId = randomUUID();
      const universalAuth = {
        id: randomUUID(),
        clientId: randomUUID(),
        clientSecretTrustedIps: ["0.0.0.0/0", "::/0"],
        accessTokenTtlSeconds: 1,
        accessTokenMaxTtlSeconds: 2_147_483_647,
        accessTokenMaxUses: 0,
        accessTokenTrustedIps: [],
        createdAt: now,
        updatedAt: now,
      };
      await database.client.identity.create({
        data: {
          id: identityId,
          organizationId,
          name: 'a "quoted" name, ünïcödé; {and} more',
          hasDeleteProtection: true,
          createdAt: now,
          universalAuth: { create: universalAuth },
        },
      });
      const read = await database.client.identity.findUniqueOrThrow({
        where: { id: identityId },
        include: { universalAuth: true },
      });
      expect(read).toMatchObject({ name: 'a "quoted" name, ünïcödé; {and} more', universalAuth });

      const encryptedKey = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const key = { id: randomUUID(), organizationId, rootKeyId: "k", encryptedKey, createdAt: now };
      await database.client.dataKey.create({ data: key });
      expect(await database.client.dataKey.findUniqueOrThrow({ where: { id: key.id } })).toEqual(key);

      const detail = { nested: [1, null, "x"] };
      const event = { action: "a", actorType: "system", subjectType: "s", subjectId: "s", requestId: "r" };
      const { id } = await database.client.auditEvent.create({
        data: { ...event, id: randomUUID(), organizationId, occurredAt: now, ipAddress: "", userAgent: "", detail },
      });
      expect((await database.client.auditEvent.findUniqueOrThrow({ where: { id } })).detail).toEqual(detail);
    });

    it("commits a transaction whole", async () => {
      const ids = await database.client.$transaction(async (tx) => {
        const data = () => ({ id: randomUUID(), name: "Acme", slug: randomUUID(), createdAt: now, updatedAt: now });
        return [await tx.organization.create({ data: data() }), await tx.organization.create({ data: data() })];
      });
      const where = { id: { in: ids.map(({ id }) => id) } };
      expect(await database.client.organization.count({ where })).toBe(2);
    });

    it("rolls a failed transaction back whole", async () => {
      const slug = randomUUID();
      const refused = database.client.$transaction(async (tx) => {
        await tx.organization.create({ data: { id: randomUUID(), name: "A", slug, createdAt: now, updatedAt: now } });
        throw new Error("changed my mind");
      });
      await expect(refused).rejects.toThrow("changed my mind");
      expect(await database.client.organization.count({ where: { slug } })).toBe(0);
    });

    it("keeps a query from outside a transaction out of it", async () => {
      const slug = randomUUID();
      const order: string[] = [];
      const outsiders: Promise<unknown>[] = [];
      const refused = database.client.$transaction(async (tx) => {
        await tx.organization.create({ data: { id: randomUUID(), name: "A", slug, createdAt: now, updatedAt: now } });
        // Started while the transaction is open. On the one session of an embedded database it must wait; on a server
        // it runs beside. On neither may it see, or share the fate of, what the transaction wrote.
        const seen = database.client.organization.count({ where: { slug } });
        const written = createOrganization(`${slug}-outside`).then(() => order.push("outside"));
        outsiders.push(seen, written);
        if (kind === "postgres") await Promise.all(outsiders);
        else await tx.organization.count();
        order.push("inside");
        throw new Error("roll back");
      });
      await expect(refused).rejects.toThrow("roll back");
      expect(await outsiders[0]).toBe(0);
      await Promise.all(outsiders);
      expect(order).toEqual(kind === "postgres" ? ["outside", "inside"] : ["inside", "outside"]);
      expect(await database.client.organization.count({ where: { slug: `${slug}-outside` } })).toBe(1);
      expect(await database.client.organization.count({ where: { slug } })).toBe(0);
    });

    it("keeps transactions started together apart", async () => {
      const { id } = await createOrganization();
      const append = (letter: string) =>
        database.client.$transaction(
          async (tx) => {
            await tx.$queryRaw(Prisma.sql`SELECT id FROM organizations WHERE id = ${id}::uuid FOR UPDATE`);
            const { name } = await tx.organization.findUniqueOrThrow({ where: { id } });
            await tx.organization.update({ where: { id }, data: { name: name + letter } });
          },
          { maxWait: 20_000, timeout: 20_000 },
        );
      await Promise.all([..."bcdefghi"].map(append));
      const { name } = await database.client.organization.findUniqueOrThrow({ where: { id } });
      expect([...name.slice("Acme".length)].sort().join("")).toBe("bcdefghi");
    });

    it("serves on after a transaction that waited for its turn in vain", async () => {
      const inside = Promise.withResolvers<void>();
      const finish = Promise.withResolvers<void>();
      const holder = database.client.$transaction(async (tx) => {
        await tx.organization.count();
        inside.resolve();
        await finish.promise;
      });
      await inside.promise;
      if (kind !== "postgres") {
        const late = database.client.$transaction(async (tx) => tx.organization.count(), { maxWait: 50 });
        await expect(late).rejects.toMatchObject({ code: "P2028" });
      }
      finish.resolve();
      await holder;
      await expect(createOrganization()).resolves.toMatchObject({ name: "Acme" });
    });

    it("honours the isolation level it is asked for", async () => {
      const isolationLevel = Prisma.TransactionIsolationLevel.Serializable;
      const level = await database.client.$transaction(
        (tx) => tx.$queryRaw<unknown>(Prisma.sql`SHOW transaction_isolation`),
        { isolationLevel },
      );
      expect(level).toEqual([{ transaction_isolation: "serializable" }]);
    });

    it("names a violated constraint the same way on every database", async () => {
      const { slug } = await createOrganization();
      await expect(createOrganization(slug)).rejects.toMatchObject({
        name: "PrismaClientKnownRequestError",
        code: "P2002",
        meta: { modelName: "Organization" },
      });
      const orphan = { id: randomUUID(), organizationId: randomUUID(), name: "x", hasDeleteProtection: false };
      await expect(database.client.identity.create({ data: { ...orphan, createdAt: now } })).rejects.toMatchObject({
        code: "P2003",
      });
    });

    it("refuses to delete a role that is in use, the same way on every database", async () => {
      const { id: organizationId } = await createOrganization();
      const at = { createdAt: now, updatedAt: now };
      const role = { id: randomUUID(), organizationId, slug: "r", name: "r", description: "", permissions: [], ...at };
      await database.client.role.create({ data: role });
      const identity = { id: randomUUID(), organizationId, name: "i", hasDeleteProtection: false, ...at };
      await database.client.identity.create({ data: identity });
      const membership = { id: randomUUID(), organizationId, identityId: identity.id, customRoleId: role.id, ...at };
      await database.client.orgMembership.create({ data: membership });
      await expect(database.client.role.delete({ where: { id: role.id } })).rejects.toMatchObject({ code: "P2003" });
    });
  });
}
