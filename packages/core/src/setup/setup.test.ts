import { CreateFirstAdminInput, ORGANIZATION_ROLES } from "@podpass/contracts";
import { postgresBinaries } from "@podpass/testing";
import { createEmptyWorld, digestDatabase, dumpDatabase, withoutAudit } from "@podpass/testing/world";
import { describe, expect, it } from "vitest";
import {
  bootstrapInstance,
  createFirstAdmin,
  createProject,
  isSetUp,
  openUserSession,
  verifyAccessToken,
} from "../index.ts";

const input = CreateFirstAdminInput.parse({
  email: "Ada@Example.com",
  password: "correct horse battery",
  organization: "Analytical Engines",
});

describe.each(["memory", "postgres"] as const)("setting up on %s", (database) => {
  const isMissing = database === "postgres" && postgresBinaries() === undefined;

  it.skipIf(isMissing)("makes one admin and one organization of many calls at once", async () => {
    await using world = await createEmptyWorld({ database });
    expect(await isSetUp(world.publicContext())).toBe(false);
    await expect(bootstrapInstance(withoutAudit(world.publicContext()), input)).rejects.toThrow();
    expect(
      Object.values(await digestDatabase(world.database)).filter((digest) => !digest.startsWith("0 rows")),
    ).toHaveLength(1);
    const results = await Promise.allSettled([
      ...Array.from({ length: 3 }, () => bootstrapInstance(world.publicContext(), input)),
      ...Array.from({ length: 3 }, () => createFirstAdmin(world.publicContext(), input, async () => null)),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "setup.already_done" });
    }
    expect(await isSetUp(world.publicContext())).toBe(true);
    await expect(bootstrapInstance(world.publicContext(), input)).rejects.toMatchObject({ code: "setup.already_done" });
    expect(await world.database.client.organization.count()).toBe(1);
    expect(await world.database.client.user.count()).toBe(1);
  });

  it.skipIf(isMissing)("gives a script a person, an organization and an admin identity's token", async () => {
    await using world = await createEmptyWorld({ database });
    const made = await bootstrapInstance(world.publicContext(), input);
    expect(made).toMatchObject({
      organization: { name: "Analytical Engines", slug: "analytical-engines" },
      user: { name: "ada", email: "ada@example.com" },
    });
    const script = await verifyAccessToken(world.publicContext(), made.identity.accessToken);
    const project = { name: "P", description: "", hasDeleteProtection: false, hasDefaultEnvironments: true };
    expect(await createProject(script, project)).toMatchObject({
      environments: [{ slug: "dev" }, { slug: "staging" }, { slug: "prod" }],
    });
    const person = await openUserSession(world.publicContext(), made.user.id);
    expect(person.session).toMatchObject({ organization: made.organization, rules: ORGANIZATION_ROLES.admin.rules });
    const account = await world.database.client.account.findFirstOrThrow();
    expect(account.password).toMatch(/^\$argon2id\$/);
    expect(await world.services.passwordHasher.verify(account.password ?? "", input.password)).toBe(true);
    const dump = (await dumpDatabase(world.database)).join("\n");
    for (const text of [input.password, made.identity.accessToken]) expect(dump).not.toContain(text);
    world.clock.advanceSeconds(2_592_000);
    await expect(verifyAccessToken(world.publicContext(), made.identity.accessToken)).rejects.toMatchObject({
      code: "access_token.expired",
    });
  });
});
