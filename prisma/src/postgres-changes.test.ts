import { randomUUID } from "node:crypto";
import { PostgresServer, postgresBinaries, withoutFeedOfChanges } from "@podpass/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "./changes.ts";
import { type Database, openDatabase } from "./index.ts";

const isMissing = postgresBinaries() === undefined;
const title = isMissing ? "replicas (skipped: PostgreSQL's server is not installed)" : "replicas";

describe.skipIf(isMissing)(title, () => {
  let server: PostgresServer;
  let url: string;
  let open: Database[];
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    url = (await server.createDatabase()).url;
    open = [];
  });
  afterEach(() => Promise.all(open.map((database) => database.close())));

  async function openReplica() {
    const database = await openDatabase({ kind: "postgres", url });
    open.push(database);
    const told: Change[] = [];
    database.changes.subscribe((change) => told.push(change));
    return { database, told };
  }
  const change = ({ client }: Database, id: string) =>
    client.$executeRaw`SELECT pg_notify('podpass_changes', ${`identity ${id}`})`;
  const replicasIn = async ({ client }: Database) => (await client.replica.findMany()).length;
  /** Ends the connections that are told of changes, as a network or an operator may. */
  const cut = ({ client }: Database) => client.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'podpass changes'`;

  it("have been told of a change when it is acknowledged, every time", async () => {
    const [one, other, third] = await Promise.all([openReplica(), openReplica(), openReplica()]);
    for (let round = 0; round < 100; round += 1) {
      const id = randomUUID();
      await change(one.database, id);
      await one.database.changes.settle();
      for (const { told } of [one, other, third]) expect(told.at(-1)).toEqual({ kind: "identity", id });
    }
  });

  it("share the wait when many changes are acknowledged at once", async () => {
    const [one, other] = await Promise.all([openReplica(), openReplica()]);
    const ids = Array.from({ length: 50 }, () => randomUUID());
    await Promise.all(
      ids.map(async (id) => {
        await change(one.database, id);
        await one.database.changes.settle();
        expect(other.told).toContainEqual({ kind: "identity", id });
      }),
    );
  });

  it("are current from the start, and not while they cannot be told", async () => {
    const other = await openReplica();
    expect(other.database.changes.isCurrent()).toBe(true);
    await withoutFeedOfChanges(url, async () => {
      await expect.poll(() => other.told).toEqual([{ kind: "everything" }]);
      expect(other.database.changes.isCurrent()).toBe(false);
    });
    await expect.poll(() => other.database.changes.isCurrent()).toBe(true);
  });

  it("settle without one that was cut off, once it believes nothing any more", async () => {
    const [one, other] = await Promise.all([openReplica(), openReplica()]);
    await cut(one.database);
    await change(one.database, randomUUID());
    await one.database.changes.settle();
    // Told, or no longer believing what it has read: both are safe.
    const isTold = other.told.some(({ kind }) => kind === "everything");
    expect(isTold || !other.database.changes.isCurrent()).toBe(true);
  });

  it("wait for a dead one once, and then forget it", async () => {
    const { database } = await openReplica();
    await database.client.replica.create({ data: { id: randomUUID(), heardAt: new Date() } });
    const startedAt = performance.now();
    await database.changes.settle();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(2_900);
    expect(await replicasIn(database)).toBe(1);
    const againAt = performance.now();
    await database.changes.settle();
    expect(performance.now() - againAt).toBeLessThan(2_900);
  });

  it("leave when they are closed", async () => {
    const [one, other] = await Promise.all([openReplica(), openReplica()]);
    expect(await replicasIn(one.database)).toBe(2);
    await other.database.close();
    open = [one.database];
    expect(await replicasIn(one.database)).toBe(1);
  });
});
