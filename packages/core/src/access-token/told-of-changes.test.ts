import { CreateProjectInput, ListSecretsInput } from "@podpass/contracts";
import { createWorld, recordStatements, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, getProject, listSecrets, loginWithKubernetes, verifyAccessToken } from "../index.ts";

/** Columns of a token that may be older in memory than in the database, each for its reason. */
const MAY_BE_OLDER = new Set([
  // Told to whoever holds the token, decides nothing, and never changes.
  "service_account_uid",
  // Never used of a token whose uses are limited: it is not kept at all.
  "uses",
  // Only later: what was read is used up to the expiry it had, and a trigger of its own tells of an earlier one.
  "expires_at",
  // The primary key, which nothing changes.
  "id",
]);

/** What is kept in memory is only as good as the triggers that tell of its changes. */
describe("the database", () => {
  let world: World;
  let statements: { verification: string; project: string; "list of secrets": string };
  beforeAll(async () => {
    world = await createWorld();
    const identity = await world.createIdentity({ role: "member" });
    await world.attachKubernetesAuth(identity.id);
    const jwt = world.serviceAccountJwt();
    const { accessToken } = await loginWithKubernetes(world.publicContext(), { identityId: identity.id, jwt });
    const project = await createProject(world.admin, CreateProjectInput.parse({ name: "Told" }));
    const [verification = ""] = await recordStatements(() => verifyAccessToken(world.publicContext(), accessToken));
    const useCase = await verifyAccessToken(world.publicContext(), accessToken);
    const [inProject = ""] = await recordStatements(() =>
      getProject(useCase, { id: project.id }).catch(() => undefined),
    );
    const wanted = { projectId: project.id, environment: "dev", isRecursive: true, areImportsWanted: true };
    const listing = await recordStatements(() => listSecrets(world.admin, ListSecretsInput.parse(wanted)));
    statements = { verification, project: inProject, "list of secrets": listing.join("\n") };
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  const tablesIn = (sql: string) =>
    new Set([...sql.matchAll(/\b(?:FROM|JOIN)\s+(?:"public"\.)?"?([a-z_]+)\b(?!\()/g)].map(([, table = ""]) => table));

  it.each(["verification", "project", "list of secrets"] as const)(
    "tells of changes to every table a %s is read from",
    async (what) => {
      const tables = [...tablesIn(statements[what])];
      expect(tables.length).toBeGreaterThan(3);
      const told = await world.database.client.$queryRaw<{ name: string }[]>`
      SELECT DISTINCT c.relname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE t.tgname = 'tell_of_changes' AND t.tgenabled = 'O'`;
      expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(tables));
    },
  );

  it("tells of changes to every column of a token that decides", async () => {
    const read = new Set([...statements.verification.matchAll(/\bt\.([a-z_]+)/g)].map(([, column = ""]) => column));
    const decisive = [...read].filter((column) => !MAY_BE_OLDER.has(column));
    const told = await world.database.client.$queryRaw<{ name: string }[]>`
      SELECT a.attname::text AS name FROM pg_trigger t
      JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::int2[])
      WHERE t.tgname = 'tell_of_changes' AND t.tgrelid = 'access_tokens'::regclass`;
    expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(decisive));
  });
});
