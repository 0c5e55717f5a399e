import { CreateProjectRoleInput, type PermissionRule } from "@podpass/contracts";
import { turnsDuring } from "@podpass/testing";
import { createWorld, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as core from "../index.ts";
import { assertNothingOpened } from "./nothing-opened.ts";
import { openEnvironment } from "./secret-scope.ts";
import { showSecrets } from "./show-secrets.ts";

const range = (length: number) => Array.from({ length }, (_, number) => number);

/** As many as a membership can hold, of which none speaks of the secrets below. */
const RULES: PermissionRule[] = range(4000).map((number) => ({
  subject: "secrets",
  action: ["describeSecret", "readValue", "edit", "delete"],
  conditions: { environment: "dev", secretName: `OTHER_${number}` },
}));

describe("rules without end, held against secrets without end", () => {
  let world: World;
  let projectId: string;
  beforeAll(async () => {
    world = await createWorld();
    projectId = (await world.createProject()).id;
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("keep nobody else waiting while a list is made", async () => {
    const place = await openEnvironment(world.admin, { projectId, environment: "dev" });
    const now = world.services.clock.now();
    const nothing = new Uint8Array();
    const rows = range(2000).map((number) => ({
      id: `${number}`,
      folderId: "",
      key: `KEY_${number}`,
      tags: [],
      encryptedValue: nothing,
      encryptedComment: nothing,
      encryptedMetadata: null,
      skipMultilineEncoding: false,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }));
    const wanted = { isValueWanted: false, tagSlugs: [], metadata: [] };
    const shown = showSecrets(world.admin, { ...place, rules: RULES }, "/", rows, wanted);
    expect(await turnsDuring(shown)).toBeGreaterThanOrEqual(3);
    expect(await shown).toEqual([]);
  });

  it("keep nobody else waiting while something is renamed", async () => {
    for (const role of range(5)) {
      const rules = RULES.slice(role * 200, (role + 1) * 200);
      const input = CreateProjectRoleInput.parse({ projectId, slug: `role-${role}`, name: "Long", rules });
      await core.createProjectRole(world.admin, input);
    }
    const moves = range(500).map((number) => ({
      before: { environment: "old", secretPath: "/", secretName: `KEY_${number}`, secretTags: [] },
      after: { environment: "dev", secretPath: "/", secretName: `KEY_${number}`, secretTags: [] },
    }));
    const asked = assertNothingOpened(world.services.store, world.admin, { projectId, rulesUntil: () => [] }, moves);
    expect(await turnsDuring(asked)).toBeGreaterThanOrEqual(3);
  });
});
