import { type Database, openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../testing/api.ts";
import { testApi } from "../testing/test-api.ts";

describe("a call that is refused to somebody who is known", () => {
  let database: Database;
  const api = testApi(async () => {
    database = await openDatabase({ kind: "memory" });
    return { clock: new TestClock(new Date()), database };
  });
  let project: { id: string; slug: string };
  let identityId: string;
  let token: string;
  let person: { id: string; email: string };
  let cookie: string;

  beforeAll(async () => {
    project = await api().createProject();
    identityId = await api().createIdentity();
    token = await api().logIn(identityId);
    person = await api().createPerson(api().organizationId);
    cookie = await api().signIn(person.email);
  });

  const eventsOf = async ({ headers }: Answer) => {
    const events = await api().auditEvents({ requestId: String(headers["x-request-id"]) });
    return events.map(({ action, actorId, projectId, detail }) => ({ action, actorId, projectId, detail }));
  };
  const query = (path: string, input: unknown) =>
    api().call("GET", `/api/trpc/${path}`, { headers: { cookie }, query: { input: JSON.stringify(input) } });
  const refused = (call: string, more: Record<string, unknown> = {}) => ({
    action: "access.refuse",
    detail: { call, code: "auth.permission_denied", ...more },
  });

  test("over REST is an event of the identity, with the route's pattern and nothing of the request", async () => {
    const url = `/api/v1/projects/${project.id}?secret=hunter2`;
    const answer = await api().call("PATCH", url, { token, body: { description: "hunter3" } });
    expect(answer.status).toBe(403);
    const events = await eventsOf(answer);
    const call = "PATCH /api/v1/projects/:projectId";
    expect(events).toMatchObject([
      { ...refused(call, { permission: "project:edit" }), actorId: identityId, projectId: project.id },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/hunter/);
  });

  test("over Vault's API is one as well, in Vault's envelope", async () => {
    const answer = await api().call("GET", `/v1/${project.slug}/data/dev`, { headers: { "x-vault-token": token } });
    expect(answer).toMatchObject({ status: 403, body: { errors: ["permission denied", expect.any(String)] } });
    expect(await eventsOf(answer)).toMatchObject([
      { ...refused("GET /v1/:mount/data/*"), actorId: identityId, projectId: project.id },
    ]);
  });

  test("in the dashboard is one of the person, with the procedure", async () => {
    const answer = await query("audit.list", {});
    expect(answer).toMatchObject({ status: 403, body: { error: { data: { code: "auth.permission_denied" } } } });
    expect(await eventsOf(answer)).toMatchObject([
      { ...refused("audit.list", { permission: "audit-logs:read" }), actorId: person.id },
    ]);
  });

  test("as a download is one of the person", async () => {
    const answer = await api().call("GET", "/api/downloads/audit-log?format=jsonl", { headers: { cookie } });
    expect(answer.status).toBe(403);
    expect(await eventsOf(answer)).toMatchObject([{ ...refused("GET /api/downloads/audit-log"), actorId: person.id }]);
  });

  test("of several in one request of the dashboard is one event each", async () => {
    const path = "/api/trpc/audit.list,member.list";
    const answer = await api().call("GET", path, {
      headers: { cookie },
      query: { batch: "1", input: JSON.stringify({ 0: {}, 1: {} }) },
    });
    const calls = (await eventsOf(answer)).map(({ detail }) => detail);
    expect(calls).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ call: "audit.list" }),
        expect.objectContaining({ call: "member.list" }),
      ]),
    );
    expect(calls).toHaveLength(2);
  });

  test("for want of a second factor is one, once", async () => {
    const where = { id: api().organizationId };
    await database.client.organization.update({ where, data: { isSecondFactorRequired: true } });
    const answer = await query("project.list", {});
    await database.client.organization.update({ where, data: { isSecondFactorRequired: false } });
    expect(answer.status).toBe(403);
    expect(await eventsOf(answer)).toMatchObject([
      { actorId: person.id, detail: { call: "project.list", code: "auth.second_factor_required" } },
    ]);
  });

  test("is none to somebody nobody knows, or of a thing that is not there", async () => {
    const answers = [
      await api().call("GET", "/api/v1/projects", { token: "junk" }),
      await api().call("GET", "/api/v1/projects"),
      await api().call("GET", `/api/v1/projects/${identityId}`, { token }),
      await api().call("GET", "/api/trpc/audit.list", { query: { input: "{}" } }),
      await api().call("POST", "/api/trpc/session.current", { headers: { cookie, origin: "https://evil.example" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 401, 403]);
    for (const answer of answers) expect(await eventsOf(answer)).toEqual([]);
  });

  test("gets the same answer when its event cannot be written", async () => {
    const call = () => api().call("DELETE", `/api/v1/projects/${project.id}`, { token, body: {} });
    const { reqId: _first, ...before } = (await call()).body;
    await database.client.$executeRaw`
      ALTER TABLE audit_events ADD CONSTRAINT full_disk CHECK (action <> 'access.refuse') NOT VALID`;
    const answer = await call();
    await database.client.$executeRaw`ALTER TABLE audit_events DROP CONSTRAINT full_disk`;
    expect(answer.body).toMatchObject({ ...before, statusCode: 403 });
    expect(await eventsOf(answer)).toEqual([]);
  });
});
