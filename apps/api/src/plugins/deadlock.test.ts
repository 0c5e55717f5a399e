import { type Database, openDatabase, Prisma, statement } from "@podpass/prisma";
import { postgresBinaries, TestClock } from "@podpass/testing";
import { sharedPostgresServer } from "@podpass/testing/vitest";
import { countWaiting } from "@podpass/testing/world";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../testing/test-api.ts";
import { toErrorAnswer } from "./error-answer.ts";

const isMissing = postgresBinaries() === undefined;
const title = `a call that waits in a circle with another${isMissing ? " (PostgreSQL is not installed)" : ""}`;

// The embedded database has one connection, on which nobody waits for anybody.
describe.skipIf(isMissing)(title, () => {
  let database: Database;
  let projectId: string;
  const api = testApi(async () => {
    const { url } = await (await sharedPostgresServer()).createMigratedDatabase();
    database = await openDatabase({ kind: "postgres", url });
    return { clock: new TestClock(new Date()), database };
  });
  beforeAll(async () => {
    projectId = (await api().createProject()).id;
  });

  /** What becomes of a call that holds the project, or its first environment, and comes to wait for its last one. */
  function inACircle<Result>(call: () => Promise<Result>): Promise<Result> {
    return database.client
      .$transaction(
        async (tx) => {
          // PostgreSQL ends whoever looks first for a circle.
          await tx.$executeRaw`SET LOCAL deadlock_timeout = '1min'`;
          await tx.$queryRaw`
          SELECT id FROM environments WHERE project_id = ${projectId}::uuid ORDER BY position DESC LIMIT 1 FOR UPDATE`;
          const result = call();
          result.catch(() => {});
          await expect.poll(() => countWaiting(database), { timeout: 8000 }).toBe(1);
          await tx.$queryRaw`
          SELECT environments.id FROM projects JOIN environments ON project_id = projects.id
          WHERE projects.id = ${projectId}::uuid ORDER BY position FOR UPDATE`;
          return { result };
        },
        { timeout: 10_000 },
      )
      .then(({ result }) => result);
  }

  const holdAll = "SELECT id FROM environments WHERE project_id = $1::uuid ORDER BY position FOR UPDATE";
  test.each<[string, () => Promise<unknown>]>([
    ["Prisma's own", () => database.client.project.delete({ where: { id: projectId } })],
    ["raw", () => database.client.$queryRaw(Prisma.raw(holdAll.replace("$1", `'${projectId}'`)))],
    ["past Prisma", () => database.sql(statement(holdAll), [projectId])],
  ])("is 'not now', of a statement that is %s", async (_what, run) => {
    const error: unknown = await inACircle(run).catch((reason: unknown) => reason);
    expect(toErrorAnswer(error)).toMatchObject({ code: "server.unavailable", statusCode: 503, retryAfterSeconds: 1 });
  });

  test("is 'not now' to scripts and to the dashboard, and has written nothing", async () => {
    const url = `/api/v1/projects/${projectId}`;
    const script = await inACircle(() => api().call("DELETE", url, { token: api().adminToken }));
    expect(script).toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
      body: { error: "ServiceUnavailable" },
    });
    const cookie = await api().signIn("admin@example.com");
    const body = { projectId };
    const dashboard = await inACircle(() =>
      api().call("POST", "/api/trpc/project.delete", { headers: { cookie }, body }),
    );
    expect(dashboard).toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
      body: { error: { data: { code: "server.unavailable", retryAfterSeconds: 1 } } },
    });
    await api().admin("GET", url);
  });
});
