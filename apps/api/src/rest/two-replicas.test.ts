import {
  disableOrganization,
  enableOrganization,
  revokeAccessTokens,
  updateUniversalAuth,
  verifyAccessToken,
} from "@podpass/core";
import { type Database, openDatabase } from "@podpass/prisma";
import { postgresBinaries, TestClock, withoutFeedOfChanges } from "@podpass/testing";
import { sharedPostgresServer } from "@podpass/testing/vitest";
import { recordStatements } from "@podpass/testing/world";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Api } from "../testing/api.ts";
import { EventReader } from "../testing/event-reader.ts";

const isMissing = postgresBinaries() === undefined;

describe.skipIf(isMissing)(`two replicas${isMissing ? " (PostgreSQL is not installed)" : ""}`, () => {
  let one: Api;
  let other: Api;
  let otherDatabase: Database;
  let databaseUrl: string;
  let drop: () => Promise<void>;
  let identityId: string;
  let projectId: string;
  beforeAll(async () => {
    const { url, drop: dropDatabase } = await (await sharedPostgresServer()).createMigratedDatabase();
    databaseUrl = url;
    drop = dropDatabase;
    const clock = new TestClock();
    one = await Api.open({ clock, database: await openDatabase({ kind: "postgres", url }) });
    otherDatabase = await openDatabase({ kind: "postgres", url });
    other = await Api.open({ clock, database: otherDatabase });
    await one.setUp();
    projectId = (await one.createProject()).id;
  });
  afterAll(async () => {
    await one?.[Symbol.asyncDispose]();
    await other?.[Symbol.asyncDispose]();
    await drop?.();
  });
  beforeEach(async () => {
    identityId = await one.createIdentity();
    await one.admin("POST", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, {
      body: { role: "viewer" },
    });
  });

  const authUrl = () => `/api/v1/auth/universal-auth/identities/${identityId}`;
  const read = async (api: Api, token: string) => {
    const query = { projectId, environment: "dev" };
    return (await api.call("GET", "/api/v4/secrets", { token, query })).status;
  };
  /** What the dashboard does for the admin. */
  const adminContext = () => {
    const request = { ipAddress: "127.0.0.1", requestId: "two-replicas", userAgent: "test" };
    return verifyAccessToken({ ...one.container.services, request }, one.adminToken);
  };
  /** Ends the connections by which the replicas are told of changes. */
  const cutFeed = () => otherDatabase.client.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'podpass changes'`;
  /** A token that both replicas have used before. */
  async function hotToken(): Promise<string> {
    const token = await one.logIn(identityId);
    for (const api of [one, other, one, other]) expect(await read(api, token)).toBe(200);
    return token;
  }

  test("ask the database nothing about a hot token", async () => {
    const token = await hotToken();
    // A machine that is busy with other work is told of its own heartbeat too late to believe what it has read.
    await expect.poll(() => otherDatabase.changes.isCurrent()).toBe(true);
    const statements = await recordStatements(() => read(other, token));
    expect(statements.filter((text) => /access_tokens|org_memberships|project_memberships/.test(text))).toEqual([]);
  });

  test("refuse a token from the next request on when the other has revoked it, every time", async () => {
    const url = authUrl();
    const { identityUniversalAuth } = await one.admin("POST", url, { body: {} });
    const { clientSecret } = await one.admin("POST", `${url}/client-secrets`, { body: {} });
    const body = { clientId: identityUniversalAuth.clientId, clientSecret };
    for (let round = 0; round < 50; round += 1) {
      const { accessToken } = (await one.call("POST", "/api/v1/auth/universal-auth/login", { body })).body;
      const [here, there] = round % 2 === 0 ? [one, other] : [other, one];
      expect(await read(there, accessToken)).toBe(200);
      // Requests that keep the token hot, and must not bring it back.
      const others = Array.from({ length: 8 }, () => read(there, accessToken));
      const revocation = await here.call("POST", "/api/v1/auth/token/revoke", { body: { accessToken } });
      expect(revocation.status).toBe(200);
      expect(await read(there, accessToken)).toBe(401);
      await Promise.all(others);
      expect(await read(there, accessToken)).toBe(401);
    }
  });

  test.each<[string, number, () => Promise<unknown>]>([
    ["deletes its identity", 401, () => one.admin("DELETE", `/api/v1/identities/${identityId}`)],
    ["removes its login method", 401, () => one.admin("DELETE", authUrl())],
    ["revokes all of its tokens", 401, async () => revokeAccessTokens(await adminContext(), { identityId })],
    [
      "changes its login method and ends what that issued",
      401,
      async () => updateUniversalAuth(await adminContext(), { identityId, existingTokens: "revoke" }),
    ],
    [
      "revokes the client secret that it came by",
      401,
      async () => {
        const { clientSecretData } = await one.admin("GET", `${authUrl()}/client-secrets`);
        await one.admin("POST", `${authUrl()}/client-secrets/${clientSecretData[0].id}/revoke`, { body: {} });
      },
    ],
    [
      "trusts other addresses",
      403,
      () => one.admin("PATCH", authUrl(), { body: { accessTokenTrustedIps: [{ ipAddress: "192.0.2.0/24" }] } }),
    ],
    [
      "removes it from the project",
      403,
      () => one.admin("DELETE", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`),
    ],
    [
      "takes its role away",
      403,
      () =>
        one.admin("PATCH", `/api/v1/projects/${projectId}/memberships/identities/${identityId}`, {
          body: { roles: [{ role: "no-access" }] },
        }),
    ],
  ])("refuse a token from the next request on when the other %s", async (_what, status, act) => {
    const token = await hotToken();
    await act();
    expect(await read(other, token)).toBe(status);
    expect(await read(one, token)).toBe(status);
  });

  test("refuse every token while the other keeps the organization's identities out", async () => {
    const token = await hotToken();
    const admin = await adminContext();
    await disableOrganization(admin);
    for (const api of [one, other]) expect(await read(api, token)).toBe(401);
    await enableOrganization(admin);
    for (const api of [one, other]) expect(await read(api, token)).toBe(200);
  });

  test("let in from the next request on whom the other gives a role", async () => {
    const membership = `/api/v1/projects/${projectId}/memberships/identities/${identityId}`;
    await one.admin("PATCH", membership, { body: { roles: [{ role: "no-access" }] } });
    const token = await one.logIn(identityId);
    expect(await read(other, token)).toBe(403);
    await one.admin("PATCH", membership, { body: { roles: [{ role: "viewer" }] } });
    expect(await read(other, token)).toBe(200);
  });

  test("answer with what is so from the next request on, whichever of them changed it", async () => {
    const token = await one.logIn(identityId);
    const secret = `/api/v4/secrets/KEY`;
    const scope = { projectId, environment: "dev" };
    const values = async () => {
      const answers = await Promise.all(
        [one, other].map((api) => api.call("GET", "/api/v4/secrets", { token, query: scope })),
      );
      return answers.map(({ body }) => body.secrets.map((each: { secretValue: string }) => each.secretValue).join());
    };
    await one.admin("POST", secret, { body: { ...scope, secretValue: "0" } });
    for (let round = 1; round <= 20; round += 1) {
      const api = round % 2 === 0 ? one : other;
      const patch = api.call("PATCH", secret, {
        token: one.adminToken,
        body: { ...scope, secretValue: String(round) },
      });
      expect((await patch).status).toBe(200);
      expect(await values()).toEqual([String(round), String(round)]);
    }
    const statements = await recordStatements(values);
    expect(statements).toEqual([]);
  });

  test("serve a token of five uses exactly five times, of fifty requests at once", async () => {
    const url = authUrl();
    const { identityUniversalAuth } = await one.admin("POST", url, { body: { accessTokenNumUsesLimit: 5 } });
    const { clientSecret } = await one.admin("POST", `${url}/client-secrets`, { body: {} });
    const body = { clientId: identityUniversalAuth.clientId, clientSecret };
    const { accessToken } = await one.admin("POST", "/api/v1/auth/universal-auth/login", { body });
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, index) => read(index % 2 === 0 ? one : other, accessToken)),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(statuses.filter((status) => status === 401)).toHaveLength(45);
  });

  test("tell who is subscribed to one of what the other changes, and end when some may be missing", async () => {
    const siteUrl = await other.app.listen({ host: "127.0.0.1", port: 0 });
    const subscribe = (token: string) =>
      EventReader.open(`${siteUrl}/api/v1/events/subscribe/project-events`, { token, body: { projectId } });
    await using events = await subscribe(await one.logIn(identityId));
    for (const key of ["FIRST", "SECOND"]) {
      await one.admin("POST", `/api/v4/secrets/${key}`, { body: { projectId, environment: "dev", secretValue: "v" } });
      const payload = [{ environment: "dev", secretPath: "/", secretKey: key }];
      expect(await events.next()).toMatchObject({ event: "secret:create", data: { data: { payload } } });
    }
    await cutFeed();
    expect(await events.next()).toMatchObject({
      event: "error",
      data: { message: expect.stringContaining("Events may have been missed") },
    });
    expect(await events.next()).toBeUndefined();
    await expect.poll(() => otherDatabase.changes.isCurrent()).toBe(true);
    await using again = await subscribe(one.adminToken);
    expect(again.response.status).toBe(200);
  });

  test("go by the database alone while they cannot be told of changes", async () => {
    const token = await hotToken();
    const { changes } = otherDatabase;
    await withoutFeedOfChanges(databaseUrl, async () => {
      await expect.poll(() => changes.isCurrent()).toBe(false);
      const statements = await recordStatements(() => read(other, token));
      expect(statements.filter((text) => /access_tokens/.test(text))).not.toEqual([]);
      const revoked = one.call("POST", "/api/v1/auth/token/revoke", { body: { accessToken: token } });
      expect((await revoked).status).toBe(200);
      expect(await read(other, token)).toBe(401);
    });
  });
});
