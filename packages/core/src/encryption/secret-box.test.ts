import { randomBytes, randomUUID } from "node:crypto";
import { createWorld, type World } from "@podpass/testing/world";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRootKeys, rootKeyFromBytes } from "../index.ts";
import { createSecretBox } from "./secret-box.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const boxOver = (bytes: Buffer) =>
  createSecretBox(createRootKeys(rootKeyFromBytes(bytes)), world.clock, world.database.changes);

const place = { table: "secrets", rowId: randomUUID(), field: "encrypted_value" } as const;

describe("the secret box", () => {
  it("gives every text back as it was", async () => {
    const { secretBox, store } = world.services;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const envelope = await secretBox.sealText(store, world.organizationId, place, text);
        expect(await secretBox.openText(store, world.organizationId, place, envelope)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it("opens nothing in another row, column, table or organization", async () => {
    const { secretBox, store } = world.services;
    const { organizationId: otherId } = await world.otherTenant();
    const envelope = await secretBox.sealText(store, world.organizationId, place, "hunter2");
    for (const elsewhere of [
      { ...place, rowId: randomUUID() },
      { ...place, field: "encrypted_comment" as const },
      { ...place, table: "secret_versions" as const },
    ]) {
      await expect(secretBox.openText(store, world.organizationId, elsewhere, envelope)).rejects.toThrow();
    }
    await expect(secretBox.openText(store, otherId, place, envelope)).rejects.toThrow("does not exist");
  });

  it("opens with the same root key after a restart, and with no other", async () => {
    const { store } = world.services;
    const bytes = randomBytes(32);
    const organizationId = (await world.otherTenant()).organizationId;
    await world.database.client.dataKey.deleteMany({ where: { organizationId } });
    const before = boxOver(bytes);
    await before.createDataKey(store, organizationId);
    const envelope = await before.sealText(store, organizationId, place, "hunter2");
    const after = boxOver(bytes);
    expect(await after.openText(store, organizationId, place, envelope)).toBe("hunter2");
    const stranger = boxOver(randomBytes(32));
    await expect(stranger.openText(store, organizationId, place, envelope)).rejects.toThrow("is wrapped by root key");
  });

  it("uses the newest data key to seal and the right one to open", async () => {
    const { store } = world.services;
    const { organizationId } = await world.otherTenant();
    const first = await world.services.secretBox.sealText(store, organizationId, place, "one");
    world.clock.advanceSeconds(1);
    await world.services.secretBox.createDataKey(store, organizationId);
    const keys = await world.database.client.dataKey.findMany({
      where: { organizationId },
      orderBy: { createdAt: "asc" },
    });
    expect(keys).toHaveLength(2);
    expect(await world.services.secretBox.openText(store, organizationId, place, first)).toBe("one");
  });

  it("does not take another organization's data key for its own", async () => {
    const { store, secretBox } = world.services;
    const [victim, thief] = [await world.otherTenant(), await world.otherTenant()];
    const envelope = await secretBox.sealText(store, victim.organizationId, place, "hunter2");
    await world.database.client.dataKey.updateMany({
      where: { organizationId: victim.organizationId },
      data: { organizationId: thief.organizationId },
    });
    await expect(secretBox.openText(store, thief.organizationId, place, envelope)).rejects.toThrow();
  });
});
