import { sealAuditEvents } from "@podpass/core";
import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { testApi } from "../../../testing/test-api.ts";

describe("a collector of audit logs", () => {
  const api = testApi(async () => ({ clock: new TestClock(), database: await openDatabase({ kind: "memory" }) }));
  const ship = (query: Record<string, string> = {}) => api().admin("GET", "/api/v1/audit-logs", { query });

  test("gets every event once and in order, however it cuts them, and goes on where it stopped", async () => {
    for (const name of ["a", "b", "c"]) await api().createIdentity("no-access", name);
    await sealAuditEvents(api().container.services);
    const all = await ship();
    expect(all.isCaughtUp).toBe(true);
    const sequences = all.auditLogs.map((event: { sequence: number }) => event.sequence);
    expect(sequences).toEqual(Array.from(sequences, (_, index) => index + 1));
    expect(all.auditLogs).toContainEqual(
      expect.objectContaining({
        action: "identity.create",
        outcome: "succeeded",
        actor: expect.objectContaining({ type: "identity", id: api().adminIdentityId }),
        occurredAt: expect.stringMatching(/Z$/),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    );

    const seen: number[] = [];
    let after = 0;
    for (let isCaughtUp = false; !isCaughtUp; ) {
      const part = await ship({ after: String(after), limit: "2" });
      seen.push(...part.auditLogs.map((event: { sequence: number }) => event.sequence));
      ({ nextAfter: after, isCaughtUp } = part);
    }
    expect(seen).toEqual(sequences);

    expect(await ship({ after: String(after) })).toEqual({ auditLogs: [], nextAfter: after, isCaughtUp: true });
    await api().createIdentity("no-access", "d");
    await sealAuditEvents(api().container.services);
    expect((await ship({ after: String(after) })).auditLogs).toMatchObject([{ sequence: after + 1 }]);
  });

  test("gets those alone that fit all filters, and goes on behind the others", async () => {
    const outsiderId = await api().createIdentity("no-access", "outsider");
    const token = await api().logIn(outsiderId);
    expect(await api().call("GET", "/api/v1/audit-logs", { token })).toMatchObject({ status: 403 });
    await sealAuditEvents(api().container.services);
    const refused = await ship({ actorType: "identity", outcome: "refused", from: "2000-01-01T00:00:00Z" });
    expect(refused.auditLogs).toMatchObject([
      { action: "access.refuse", outcome: "refused", actor: { type: "identity", id: outsiderId } },
    ]);
    const { nextAfter } = await ship();
    expect(refused).toMatchObject({ nextAfter, isCaughtUp: true });
    const none = { auditLogs: [], nextAfter, isCaughtUp: true };
    expect(await ship({ actorType: "user", outcome: "refused" })).toEqual(none);
    expect(await ship({ outcome: "refused", action: "identity.create" })).toEqual(none);
    expect(await ship({ outcome: "refused", search: "outsider", to: "2000-01-01T00:00:00Z" })).toEqual(none);
    expect((await ship({ outcome: "refused", search: "OUTSIDER" })).auditLogs).toEqual(refused.auditLogs);
  });

  test.each([
    [{ after: "-1" }, "after"],
    [{ after: "soon" }, "after"],
    [{ limit: "0" }, "limit"],
    [{ limit: "1001" }, "limit"],
    [{ actorType: "pod" }, "actorType"],
    [{ outcome: "maybe" }, "outcome"],
    [{ action: "guess" }, "action"],
    [{ projectId: "shop" }, "projectId"],
    [{ from: "yesterday" }, "from"],
  ])("is told what is wrong with %j", async (query, field) => {
    const answer = await api().call("GET", "/api/v1/audit-logs", { token: api().adminToken, query });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: field }] } });
  });
});
