import { unlinkAccount } from "@podpass/core";
import { openDatabase } from "@podpass/prisma";
import { FakeOidcProvider, type OidcPerson, TestClock } from "@podpass/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, Api } from "../testing/api.ts";

const SITE_URL = "http://podpass.test";
const ADA: OidcPerson = { subject: "ada", email: "admin@example.com", isEmailVerified: true, name: "Ada" };
const REFUSED = "/sign-in?problem=oidc";

const cookiesOf = ({ headers }: Answer) =>
  [headers["set-cookie"] ?? []].flat().map((cookie) => String(cookie).split(";")[0] ?? "");
const locationOf = ({ headers }: Answer) => String(headers.location);

describe("sign-in with a sign-in service", () => {
  let provider: FakeOidcProvider;
  /** With nothing configured but the service itself. */
  let api: Api;
  beforeAll(async () => {
    provider = await FakeOidcProvider.start();
    api = await open();
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    provider.person = ADA;
    provider.lies = {};
  });

  const open = async (env: Record<string, string> = {}) =>
    Api.openSetUp({
      clock: new TestClock(new Date()),
      database: await openDatabase({ kind: "memory" }),
      env: {
        SITE_URL,
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: provider.client.id,
        OIDC_CLIENT_SECRET: provider.client.secret,
        ...env,
      },
    });

  /** Leaves for the provider, and is sent back by it. */
  async function leave(api: Api, redirect = "/projects") {
    const start = await api.call("GET", "/api/auth/oidc/start", { query: { redirect } });
    expect(start.status).toBe(302);
    const there = await fetch(locationOf(start), { redirect: "manual" });
    const back = new URL(there.headers.get("location") ?? "");
    return { back, cookie: cookiesOf(start)[0] ?? "" };
  }
  const comeBack = (api: Api, { back, cookie }: { back: URL; cookie: string }) =>
    api.call("GET", `${back.pathname}${back.search}`, { headers: { cookie } });
  const signIn = async (api: Api, redirect?: string) => comeBack(api, await leave(api, redirect));
  const whoIs = async (api: Api, answer: Answer) => {
    const cookie = cookiesOf(answer).find((text) => text.startsWith("podpass.session_token=")) ?? "";
    return (await api.call("GET", "/api/trpc/session.current", { headers: { cookie } })).body.result?.data.user.email;
  };

  test("lets in the person whose verified address it is, again by who they are there, and leads where they wanted to go", async () => {
    const first = await signIn(api, "/audit-log?page=2");
    expect(locationOf(first)).toBe("/audit-log?page=2");
    expect(await whoIs(api, first)).toBe(ADA.email);
    // Linked now: another address there, not verified, is the same person.
    provider.person = { subject: "ada", email: "other@example.com", isEmailVerified: false };
    expect(await whoIs(api, await signIn(api))).toBe(ADA.email);
    expect(await api.auditEvents({ action: "user.sign_in" })).toMatchObject([
      { detail: { method: "oidc" } },
      { detail: { method: "oidc" } },
    ]);
    expect(await api.auditEvents({ action: "user.link" })).toHaveLength(1);
  });

  test("hands no account that belongs to one person there to another who was given their address, until it is unlinked", async () => {
    await using fresh = await open();
    expect(await whoIs(fresh, await signIn(fresh))).toBe(ADA.email);
    provider.person = { ...ADA, subject: "successor" };
    expect(locationOf(await signIn(fresh))).toBe(REFUSED);
    expect(await fresh.auditEvents({ action: "user.sign_in_refused" })).toMatchObject([
      { detail: { reason: "the account is linked to another subject of this service" } },
    ]);
    provider.person = ADA;
    const before = await signIn(fresh);
    await unlinkAccount(fresh.container.services, ADA.email ?? "");
    expect(await whoIs(fresh, before)).toBeUndefined();
    provider.person = { ...ADA, subject: "successor" };
    expect(await whoIs(fresh, await signIn(fresh))).toBe(ADA.email);
    provider.person = ADA;
    expect(locationOf(await signIn(fresh))).toBe(REFUSED);
    expect(await fresh.auditEvents({ action: "user.unlink" })).toMatchObject([
      { actorType: "system", detail: { endedCount: 2 } },
    ]);
  });

  test("leaves no way in to who accepted an invitation in the name of the address", async () => {
    const [email, password] = ["grace@example.com", "a password of somebody else"];
    const cookie = await api.signIn(ADA.email ?? "", "correct horse battery");
    const invite = { headers: { cookie }, body: { email, roles: ["member"] } };
    const { link } = (await api.call("POST", "/api/trpc/invitation.create", invite)).body.result.data;
    const token = new URL(link).hash.slice(1);
    await api.call("POST", "/api/trpc/invitation.accept", { body: { token, name: "Grace", password } });
    const signInByPassword = () => api.call("POST", "/api/auth/sign-in/email", { body: { email, password } });
    const intruder = await signInByPassword();
    expect(await whoIs(api, intruder)).toBe(email);
    provider.person = { subject: "grace", email, isEmailVerified: true };
    expect(await whoIs(api, await signIn(api))).toBe(email);
    expect(await whoIs(api, intruder)).toBeUndefined();
    expect((await signInByPassword()).status).toBe(401);
    expect(await api.auditEvents({ action: "user.link" })).toContainEqual(
      expect.objectContaining({ detail: expect.objectContaining({ passwordRemoved: true }) }),
    );
    // Once the address is proven, what its owner chooses stays.
    expect(await whoIs(api, await signIn(api))).toBe(email);
  });

  test.each<[string, OidcPerson]>([
    ["an address that is not verified", { ...ADA, subject: "eve", isEmailVerified: false }],
    ["an address of which it does not say that it is verified", { subject: "eve", email: ADA.email ?? "" }],
    ["no address", { subject: "ada" }],
    ["an address nobody has", { ...ADA, subject: "eve", email: "eve@example.com" }],
  ])("refuses %s", async (_what, person) => {
    provider.person = person;
    const answer = await signIn(api);
    expect(locationOf(answer)).toBe(REFUSED);
    expect(await whoIs(api, answer)).toBeUndefined();
  });

  test("writes a refusal down where the account belongs, ten times in a row, and a stranger's nowhere", async () => {
    await using fresh = await open({ OIDC_EMAIL_DOMAINS: "example.com" });
    const refusals = () => fresh.auditEvents({ action: "user.sign_in_refused" });
    provider.person = { ...ADA, subject: "eve", email: "eve@example.com" };
    await signIn(fresh);
    expect(await refusals()).toEqual([]);
    await signIn(fresh);
    provider.person = { ...ADA, isEmailVerified: false };
    await signIn(fresh);
    expect(await refusals()).toMatchObject([
      { actorType: "system", detail: { method: "oidc", reason: "the service has not verified the address" } },
    ]);
    provider.person = ADA;
    expect(await whoIs(fresh, await signIn(fresh))).toBe(ADA.email);
    provider.person = { ...ADA, email: "ada@elsewhere.example" };
    for (let times = 0; times < 12; times++) await signIn(fresh);
    expect(await refusals()).toHaveLength(10);
    expect((await refusals())[0]).toMatchObject({ detail: { reason: expect.stringContaining("domain") } });
    provider.person = ADA;
    expect(await whoIs(fresh, await signIn(fresh))).toBe(ADA.email);
  });

  test("refuses addresses of other domains, also of who was let in before", async () => {
    await using strict = await open({ OIDC_EMAIL_DOMAINS: "example.org, EXAMPLE.com" });
    expect(await whoIs(strict, await signIn(strict))).toBe(ADA.email);
    for (const email of ["admin@evil.example", "admin@example.com.evil.example", "admin@notexample.com"]) {
      provider.person = { ...ADA, email };
      expect(locationOf(await signIn(strict)), email).toBe(REFUSED);
    }
  });

  test.each<[string, FakeOidcProvider["lies"]]>([
    ["of another issuer", { claims: { iss: "https://evil.example" } }],
    ["for another client", { claims: { aud: "another" } }],
    ["that is over", { claims: { exp: 1 } }],
    ["of another sign-in", { claims: { nonce: "another" } }],
    ["signed by a key that is not the service's", { isKeyForeign: true }],
  ])("falls for no ID token %s", async (_what, lies) => {
    provider.lies = lies;
    expect(locationOf(await signIn(api))).toBe(REFUSED);
  });

  test("falls for no discovery document of another issuer", async () => {
    await using fresh = await open();
    provider.lies = { metadata: { issuer: "https://evil.example" } };
    expect(locationOf(await fresh.call("GET", "/api/auth/oidc/start"))).toBe(REFUSED);
  });

  test("takes nobody back whom it did not send: without cookie, with a forged one, with another sign-in's state, twice", async () => {
    const [mine, others] = [await leave(api), await leave(api)];
    const forged = `podpass.oidc=${Buffer.from("{}").toString("base64url")}.forged`;
    for (const cookie of ["", forged, others.cookie]) {
      expect(locationOf(await comeBack(api, { back: mine.back, cookie })), cookie).toBe(REFUSED);
    }
    expect(locationOf(await comeBack(api, others))).toBe("/projects");
    expect(locationOf(await comeBack(api, others))).toBe(REFUSED);
  });

  test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "projects"])(
    "leads to no other site: %s",
    async (redirect) => {
      expect(locationOf(await signIn(api, redirect))).toBe("/");
    },
  );

  test("is not there when it is not configured", async () => {
    await using plain = await Api.openSetUp({
      clock: new TestClock(new Date()),
      database: await openDatabase({ kind: "memory" }),
    });
    expect((await plain.call("GET", "/api/auth/oidc/start")).status).toBe(404);
  });
});
