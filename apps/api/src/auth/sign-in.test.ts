import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { describe, expect, test } from "vitest";
import { type Answer, Api } from "../testing/api.ts";

const SIGN_IN = "/api/auth/sign-in/email";
const SIGN_OUT = "/api/auth/sign-out";
const credentials = { email: "admin@example.com", password: "correct horse battery" };

const open = async (env?: Record<string, string>, clock = new TestClock(new Date())) =>
  Api.openSetUp({ clock, database: await openDatabase({ kind: "memory" }), ...(env ? { env } : {}) });

/** The cookies of an answer, as a browser sends them back. */
function cookiesOf({ headers }: Answer): string {
  return [headers["set-cookie"] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(";")[0])
    .join("; ");
}

const signIn = (api: Api, headers: Record<string, string> = {}) =>
  api.call("POST", SIGN_IN, { body: credentials, headers });
const whoAmI = (api: Api, cookie: string) => api.call("GET", "/api/trpc/session.current", { headers: { cookie } });

describe("a person", () => {
  test("signs in, is known by a cookie no script reads, and signs out", async () => {
    await using api = await open();
    const answer = await signIn(api);
    expect(answer).toMatchObject({ status: 200, body: { isSignedIn: true } });
    expect(answer.headers["cache-control"]).toBe("no-store");
    const setCookie = String(answer.headers["set-cookie"]);
    expect(setCookie).toMatch(/^podpass\.session_token=/);
    expect(setCookie).toMatch(/HttpOnly/i);
    expect(setCookie).toMatch(/SameSite=Lax/i);
    expect(setCookie).toMatch(/Max-Age=604800/i);
    expect(setCookie).not.toMatch(/Secure/i);
    const cookie = cookiesOf(answer);
    expect((await whoAmI(api, cookie)).body.result.data).toMatchObject({
      user: { email: "admin@example.com" },
      organization: { name: "Acme" },
    });
    const origin = "http://localhost:80";
    const signOut = await api.call("POST", SIGN_OUT, { headers: { cookie, origin, host: "localhost:80" } });
    expect(signOut.status).toBe(200);
    expect(String(signOut.headers["set-cookie"])).toMatch(/^podpass\.session_token=;.*Max-Age=0/i);
    expect((await whoAmI(api, cookie)).status).toBe(401);
    expect(await api.auditEvents({ action: "user.sign_out" })).toHaveLength(1);
  });

  test("gets a Secure cookie where the site is https", async () => {
    await using api = await open({ SITE_URL: "https://podpass.example.com" });
    const answer = await signIn(api);
    expect(String(answer.headers["set-cookie"])).toMatch(/^__Secure-podpass\.session_token=.*Secure/i);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  });

  test("gets a new session with each sign-in, and the one of the same browser ends", async () => {
    await using api = await open();
    const first = cookiesOf(await signIn(api));
    const second = cookiesOf(await signIn(api, { cookie: first }));
    expect(second).not.toBe(first);
    expect([(await whoAmI(api, first)).status, (await whoAmI(api, second)).status]).toEqual([401, 200]);
  });

  test("is signed out after the time without a request that is configured, and after the time that is", async () => {
    const clock = new TestClock(new Date());
    await using api = await open({ SESSION_IDLE_MINUTES: "30", SESSION_MAX_HOURS: "1" }, clock);
    const cookie = cookiesOf(await signIn(api));
    const statuses = [];
    for (const minutes of [29, 29]) {
      clock.advanceSeconds(minutes * 60);
      statuses.push((await whoAmI(api, cookie)).status);
    }
    clock.advanceSeconds(120);
    statuses.push((await whoAmI(api, cookie)).status);
    const other = cookiesOf(await signIn(api));
    clock.advanceSeconds(30 * 60);
    expect([...statuses, (await whoAmI(api, other)).status]).toEqual([200, 200, 401, 401]);
  });

  test("is written down with where they came from, which no header of theirs can say", async () => {
    await using api = await open();
    await signIn(api, { "x-podpass-client-ip": "203.0.113.9", "x-forwarded-for": "203.0.113.9" });
    const events = await api.auditEvents({ action: "user.sign_in" });
    expect(events).toMatchObject([{ actorType: "user", ipAddress: "127.0.0.1", detail: { method: "password" } }]);
    expect(events[0]?.requestId).toMatch(/^req-/);
  });

  test("with a wrong password learns no more than one with a wrong address, and only the former is an event", async () => {
    await using api = await open();
    const wrong = await api.call("POST", SIGN_IN, { body: { ...credentials, password: "wrong horse battery" } });
    const unknown = await api.call("POST", SIGN_IN, { body: { ...credentials, email: "nobody@example.com" } });
    const { reqId: _one, ...told } = wrong.body;
    expect(wrong.status).toBe(401);
    expect(unknown).toMatchObject({ status: 401, body: told });
    expect(Object.keys(unknown.headers)).toEqual(Object.keys(wrong.headers));
    expect(wrong.headers["set-cookie"]).toBeUndefined();
    expect(await api.auditEvents({ action: "user.sign_in_refused" })).toMatchObject([
      { actorType: "system", subjectType: "user", detail: { reason: "wrong password" } },
    ]);
  });

  test("is told what is wrong with what they typed", async () => {
    await using api = await open();
    const answer = await api.call("POST", SIGN_IN, { body: { email: "nobody", password: "" } });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ path: "email" }, { path: "password" }] } });
  });

  test.each([
    ["another site's page", { origin: "https://evil.example" }],
    ["another site's page, as the browser says", { "sec-fetch-site": "cross-site" }],
    ["a neighbouring site's page", { "sec-fetch-site": "same-site" }],
    ["a page without an origin", { origin: "null" }],
    ["a page of the same host over another port", { origin: "http://podpass.test:81", host: "podpass.test" }],
  ])("is neither signed in nor out by %s", async (_who, headers) => {
    await using api = await open();
    expect((await signIn(api, headers)).status).toBe(403);
    const cookie = cookiesOf(await signIn(api));
    expect((await api.call("POST", SIGN_OUT, { headers: { cookie, ...headers } })).status).toBe(403);
    expect((await whoAmI(api, cookie)).status).toBe(200);
  });

  test("reaches nothing of the sign-in library", async () => {
    await using api = await open();
    const body = { name: "Eve", email: "eve@example.com", password: "correct horse battery", token: "forged" };
    for (const path of [
      "sign-up/email",
      "update-user",
      "change-password",
      "delete-user",
      "keep-session",
      "get-session",
    ]) {
      for (const method of ["GET", "POST"]) {
        expect((await api.call(method, `/api/auth/${path}`, method === "POST" ? { body } : {})).status, path).toBe(404);
      }
    }
  });
});

describe("the dashboard's page", () => {
  test("may run no script, style or frame but its own", async () => {
    await using api = await open();
    for (const url of ["/", "/api/status", "/api/nope"]) {
      const policy = String((await api.call("GET", url)).headers["content-security-policy"]);
      const directives = Object.fromEntries(policy.split(";").map((part) => [part.split(" ")[0], part]));
      expect(directives, url).toMatchObject({
        "default-src": "default-src 'self'",
        "script-src": "script-src 'self'",
        "style-src": "style-src 'self'",
        "connect-src": "connect-src 'self'",
        "object-src": "object-src 'none'",
        "base-uri": "base-uri 'none'",
        "form-action": "form-action 'self'",
        "frame-ancestors": "frame-ancestors 'none'",
      });
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
    }
  });
});
