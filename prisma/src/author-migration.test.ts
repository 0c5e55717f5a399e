import { expect, it } from "vitest";
import { authorMigration, diffMigrationsWithSchema } from "./author-migration.ts";

it("finds no drift between schema.prisma and the migrations", async () => {
  expect(await diffMigrationsWithSchema()).toBe("");
});

it("refuses a name that is no folder's name", async () => {
  await expect(authorMigration("../x", new Date(0))).rejects.toThrow("lower-case letters");
});
