import { openDatabase } from "@podpass/prisma";
import { PostgresServer, postgresBinaries, TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { Api } from "../testing/api.ts";

const isMissing = postgresBinaries() === undefined;
const title = isMissing ? "a lost database (skipped: PostgreSQL's server is not installed)" : "a lost database";
const credentials = { email: "admin@example.com", password: "correct horse battery" };
const someId = "6f2f1d0c-3a3b-4c39-9b1a-2f4a3a1e7f10";

describe.skipIf(isMissing)(title, () => {
  test("is 'not now' to pods, scripts, people and the dashboard, and to nobody the server's own fault", async () => {
    await using server = await PostgresServer.start();
    const database = await openDatabase({ kind: "postgres", url: server.url });
    await using api = await Api.openSetUp({ clock: new TestClock(new Date()), database });
    const signIn = await api.call("POST", "/api/auth/sign-in/email", { body: credentials });
    const cookie = String(signIn.headers["set-cookie"]).split(";")[0] ?? "";
    const jwt = ["e30", "e30", "e30"].join(".");
    const calls = {
      login: () => api.call("POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId: someId, jwt } }),
      read: () => api.call("GET", "/api/v1/projects", { token: api.adminToken }),
      write: () => api.call("POST", "/api/v1/identities", { token: api.adminToken, body: { name: "checkout" } }),
      dashboard: () => api.call("GET", "/api/trpc/session.current", { headers: { cookie } }),
      signIn: () => api.call("POST", "/api/auth/sign-in/email", { body: credentials }),
    };
    const statuses = async () => {
      const answers = Object.entries(calls).map(async ([name, call]) => [name, (await call()).status]);
      return Object.fromEntries(await Promise.all(answers));
    };
    expect(await statuses()).toEqual({ login: 401, read: 200, write: 200, dashboard: 200, signIn: 200 });
    await server.close();
    const unavailable = { login: 503, read: 503, write: 503, dashboard: 503, signIn: 503 };
    // The first calls may meet connections that just died, the second ones find nobody to connect to.
    expect(await statuses()).toEqual(unavailable);
    expect(await statuses()).toEqual(unavailable);
  });
});
