import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { type Answer, Api } from "../testing/api.ts";

const SIGN_IN = "/api/auth/sign-in/email";
const credentials = { email: "admin@example.com", password: "correct horse battery" };

const open = async (env?: Record<string, string>) =>
  Api.openSetUp({
    clock: new TestClock(new Date()),
    database: await openDatabase({ kind: "memory" }),
    ...(env ? { env } : {}),
  });

/** The cookies of an answer, as a browser sends them back. */
function cookiesOf({ headers }: Answer): string {
  return [headers["set-cookie"] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(";")[0])
    .join("; ");
}

const whoAmI = (api: Api, cookie: string) => api.call("GET", "/api/trpc/session.current", { headers: { cookie } });

describe("a person", () => {
  test("signs in, is known by a cookie no script reads, and signs out", async () => {
    await using api = await open();
    const signIn = await api.call("POST", SIGN_IN, { body: credentials });
    expect(signIn.status).toBe(200);
    expect(signIn.headers["cache-control"]).toBe("no-store");
    const setCookie = String(signIn.headers["set-cookie"]);
    expect(setCookie).toMatch(/^podpass\.session_token=/);
    expect(setCookie).toMatch(/HttpOnly/i);
    expect(setCookie).toMatch(/SameSite=Lax/i);
    expect(setCookie).not.toMatch(/Secure/i);
    const cookie = cookiesOf(signIn);
    expect((await whoAmI(api, cookie)).body.result.data).toMatchObject({
      user: { email: "admin@example.com" },
      organization: { name: "Acme" },
      role: "admin",
    });
    const origin = "http://localhost:80";
    const signOut = await api.call("POST", "/api/auth/sign-out", { headers: { cookie, origin, host: "localhost:80" } });
    expect(signOut.status).toBe(200);
    expect((await whoAmI(api, cookie)).status).toBe(401);
  });

  test("gets a Secure cookie where the site is https", async () => {
    await using api = await open({ SITE_URL: "https://podpass.example.com" });
    const signIn = await api.call("POST", SIGN_IN, { body: credentials });
    expect(String(signIn.headers["set-cookie"])).toMatch(/^__Secure-podpass\.session_token=.*Secure/i);
    expect(signIn.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  });

  test("is written down with where they came from, which no header of theirs can say", async () => {
    await using api = await open();
    const headers = { "x-podpass-client-ip": "203.0.113.9", "x-forwarded-for": "203.0.113.9" };
    await api.call("POST", SIGN_IN, { body: credentials, headers });
    const events = await api.auditEvents({ action: "user.sign_in" });
    expect(events).toMatchObject([{ actorType: "user", ipAddress: "127.0.0.1" }]);
    expect(events[0]?.requestId).toMatch(/^req-/);
  });

  test("with a wrong password learns no more than one with a wrong address", async () => {
    await using api = await open();
    const wrong = await api.call("POST", SIGN_IN, { body: { ...credentials, password: "wrong horse battery" } });
    const unknown = await api.call("POST", SIGN_IN, { body: { ...credentials, email: "nobody@example.com" } });
    expect(wrong.status).toBe(401);
    expect(unknown).toMatchObject({ status: 401, body: wrong.body });
    expect(wrong.headers["set-cookie"]).toBeUndefined();
  });

  test("is slowed down after ten tries in a minute", async () => {
    await using api = await open({ TRUSTED_PROXIES: "127.0.0.1" });
    const statuses = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      // What stands before the proxy's own entry is a claim, and another claim each time changes nothing.
      const headers = { "x-forwarded-for": `198.51.100.${attempt}, 203.0.113.77` };
      const body = { ...credentials, password: "wrong horse battery" };
      statuses.push((await api.call("POST", SIGN_IN, { body, headers })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  });

  test("does not sign up by themselves, nor reach anything else of the library", async () => {
    await using api = await open();
    const body = { name: "Eve", email: "eve@example.com", password: "correct horse battery" };
    for (const path of ["sign-up/email", "update-user", "change-password", "delete-user", "reset-password"]) {
      expect((await api.call("POST", `/api/auth/${path}`, { body })).status, path).toBe(404);
    }
    expect((await api.call("GET", "/api/auth/list-sessions")).status).toBe(404);
  });
});
