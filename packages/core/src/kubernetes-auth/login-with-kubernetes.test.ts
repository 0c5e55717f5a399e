import { setImmediate } from "node:timers/promises";
import type { AuditAction, IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  AppError,
  attachKubernetesAuth,
  createAddressPolicy,
  createTokenReviewGateway,
  deleteIdentity,
  detachKubernetesAuth,
  disableOrganization,
  guardTokenReviews,
  loginWithKubernetes,
  updateKubernetesAuth,
  verifyAccessToken,
} from "../index.ts";

describeOnEachDatabase("login with Kubernetes", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });
  afterEach(() => world().kubernetes.behaveNormally());

  const jwt = (input = {}) => world().serviceAccountJwt(input);
  const login = (token: string, request: { ipAddress?: string } = {}, identityId = identity.id) =>
    loginWithKubernetes(world().publicContext(request), { identityId, jwt: token });
  /** The whole answer of a refusal, as a caller could see it. */
  async function refusal(attempt: Promise<unknown>): Promise<{ code: string; message: string }> {
    const error = await attempt.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof AppError)) throw new Error("Was not refused", { cause: error });
    return { code: error.code, message: error.message };
  }
  const change = (input: object) => updateKubernetesAuth(tenant.admin, { identityId: identity.id, ...input });
  const events = (action: AuditAction) => tenant.auditEvents(action);

  it("issues a token for the configured time, to the proven service account, and writes it down", async () => {
    await tenant.attachKubernetesAuth(identity.id, {
      accessTokenTtlSeconds: 60,
      accessTokenMaxTtlSeconds: 3600,
      accessTokenMaxUses: 3,
    });
    const issued = await login(jwt());
    expect(issued).toEqual({ accessToken: expect.any(String), expiresInSeconds: 60, maxTtlSeconds: 3600 });
    const ctx = await verifyAccessToken(world().publicContext(), issued.accessToken);
    expect(ctx).toMatchObject({ organizationId: tenant.organizationId, actor: { type: "identity", id: identity.id } });
    const row = await world().database.client.accessToken.findFirstOrThrow({ where: { identityId: identity.id } });
    const start = world().clock.now().getTime();
    expect(row).toMatchObject({
      authMethod: "kubernetes-auth",
      serviceAccountNamespace: "payments",
      serviceAccountName: "worker",
      serviceAccountUid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      maxUses: 3,
      uses: 1,
      expiresAt: new Date(start + 60_000),
      maxExpiresAt: new Date(start + 3_600_000),
      createdAt: new Date(start),
    });
    expect(await events("identity.login")).toMatchObject([
      {
        actorId: identity.id,
        subjectId: row.id,
        detail: { authMethod: "kubernetes-auth", serviceAccount: { namespace: "payments", name: "worker" } },
      },
    ]);
  });

  it("costs one review and one write, and one read after a change", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const token = jwt();
    // Makes the organization's data key known, which never changes.
    await login(token);
    await updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNames: "worker" });
    for (const wanted of [["SELECT", "WITH"], ["WITH"], ["WITH"]]) {
      const before = world().kubernetes.requestCount;
      const statements = await recordStatements(() => login(token));
      expect(statements.map((text) => text.split(/\s/)[0])).toEqual(wanted);
      expect(world().kubernetes.requestCount - before).toBe(1);
    }
  });

  it.each<[string, AppError["code"], () => Promise<unknown>]>([
    ["its names are changed", "kubernetes_auth.name_not_allowed", () => change({ allowedNames: "other" })],
    ["its addresses are changed", "auth.ip_not_trusted", () => change({ accessTokenTrustedIps: ["192.0.2.1"] })],
    ["it is removed", "auth.login_refused", () => detachKubernetesAuth(tenant.admin, { identityId: identity.id })],
    ["the identity is deleted", "auth.login_refused", () => deleteIdentity(tenant.admin, { identityId: identity.id })],
    ["the organization is disabled", "auth.login_refused", () => disableOrganization(tenant.admin)],
  ])("goes by no configuration of before from the next login on when %s", async (_what, code, act) => {
    await tenant.attachKubernetesAuth(identity.id);
    await login(jwt());
    await login(jwt());
    await act();
    expect(await refusal(login(jwt()))).toMatchObject({ code });
  });

  it.each<[string, AppError["code"], () => Promise<unknown>]>([
    ["its identity deleted", "auth.login_refused", () => deleteIdentity(tenant.admin, { identityId: identity.id })],
    [
      "its login method removed",
      "auth.login_refused",
      () => detachKubernetesAuth(tenant.admin, { identityId: identity.id }),
    ],
    [
      "its namespace taken off the list",
      "kubernetes_auth.namespace_not_allowed",
      () => updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNamespaces: "billing" }),
    ],
  ])("lets nobody in who had %s while the cluster was asked", async (_what, code, change) => {
    await tenant.attachKubernetesAuth(identity.id);
    const { tokenReviews } = world().services;
    const changing: typeof tokenReviews = {
      ...tokenReviews,
      async review(target, request) {
        const outcome = await tokenReviews.review(target, request);
        if (target.configurationVersion === 1) await change();
        return outcome;
      },
    };
    const ctx = { ...world().publicContext(), tokenReviews: changing };
    const attempt = loginWithKubernetes(ctx, { identityId: identity.id, jwt: jwt() });
    expect(await refusal(attempt)).toMatchObject({ code });
    expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
    expect(await events("identity.login")).toEqual([]);
  });

  it("asks the configured server, as the reviewer, for the configured audience, and keeps the connection", async () => {
    await tenant.attachKubernetesAuth(identity.id, { allowedAudience: "podpass" });
    const token = jwt({ audiences: ["podpass"] });
    await login(token);
    // The connection is free again when the event loop has turned, which the embedded engine does not wait for.
    await setImmediate();
    const connections = world().kubernetes.connectionCount;
    await login(token);
    expect(world().kubernetes.connectionCount).toBe(connections);
    const request = world().kubernetes.requests.at(-1);
    expect(request).toMatchObject({ method: "POST", path: "/apis/authentication.k8s.io/v1/tokenreviews" });
    expect(JSON.parse(request?.body ?? "")).toMatchObject({ spec: { token, audiences: ["podpass"] } });
    expect(request?.headers.authorization).toMatch(/^Bearer ey/);
    expect(request?.headers.authorization).not.toContain(token);
  });

  it("lets the client's own JWT review itself when no reviewer is stored", async () => {
    await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt: "" });
    world().kubernetes.grantAuthDelegator({ namespace: "payments", name: "self-reviewer" });
    const token = jwt({ name: "self-reviewer" });
    await expect(login(token)).resolves.toMatchObject({ expiresInSeconds: 2_592_000 });
    expect(world().kubernetes.requests.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it("says the same to everyone who has proven nothing", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const withoutAuth = await tenant.createIdentity();
    const clientReviews = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(clientReviews.id, { tokenReviewerJwt: "" });
    const [head = "", claims = ""] = jwt().split(".");
    await using elsewhere = await FakeKubernetesApi.start({ clock: world().clock });
    elsewhere.createServiceAccount({ namespace: "payments", name: "worker" });
    const answers = await Promise.all([
      refusal(login("")),
      refusal(login("junk")),
      refusal(login("a.b.c")),
      refusal(login(`${head}.${claims}.${"A".repeat(342)}`)),
      refusal(login(`${head}.${claims}.${"A".repeat(9000)}`)),
      refusal(login(jwt({ expiresInSeconds: -3600 }))),
      refusal(login(jwt({ audiences: ["somebody else"] }))),
      refusal(login(elsewhere.issueToken({ namespace: "payments", name: "worker" }))),
      refusal(login(jwt(), {}, "not-an-id")),
      refusal(login(jwt(), {}, "00000000-0000-4000-8000-000000000000")),
      refusal(login(jwt(), {}, withoutAuth.id)),
      refusal(login(jwt({ name: "may-not-review" }), {}, clientReviews.id)),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"code":"auth.login_refused","message":"Login refused"}']),
    );
  });

  it("makes no call for what is no JWT", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const before = world().kubernetes.requestCount;
    for (const token of ["", "junk", "a.b.c", `${jwt()}x`.padEnd(9000, "x")]) await refusal(login(token));
    expect(world().kubernetes.requestCount).toBe(before);
  });

  it("refuses a service account that was deleted", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const account = { namespace: "payments", name: "short-lived" };
    const token = jwt(account);
    await login(token);
    world().kubernetes.deleteServiceAccount(account);
    expect(await refusal(login(token))).toMatchObject({ code: "auth.login_refused" });
  });

  it.each([
    ["namespace", { allowedNamespaces: "billing, pay" }, "kubernetes_auth.namespace_not_allowed"],
    ["name", { allowedNames: "work" }, "kubernetes_auth.name_not_allowed"],
    ["audience", { allowedAudience: "podpass" }, "auth.login_refused"],
    ["address", { accessTokenTrustedIps: ["10.0.0.0/8"] }, "auth.ip_not_trusted"],
  ])("refuses another %s, names the check to admins only, and issues nothing", async (_what, config, code) => {
    await tenant.attachKubernetesAuth(identity.id, config);
    const answer = await refusal(login(jwt(), { ipAddress: "192.0.2.1" }));
    expect(answer.code).toBe(code);
    for (const allowed of Object.values(config).flat()) expect(answer.message).not.toContain(allowed);
    expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
    const [event, ...others] = await events("identity.login_refused");
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      actorType: "system",
      subjectId: identity.id,
      ipAddress: "192.0.2.1",
      detail: { code },
    });
    expect(event?.detail).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ verdict: "failed" })]),
    });
  });

  it("refuses a reviewer's yes that leaves out the audience that was asked for", async () => {
    await tenant.attachKubernetesAuth(identity.id, { allowedAudience: "podpass" });
    world().kubernetes.answerNext({
      kind: "review",
      review: (normal) => ({ ...normal, status: { ...normal.status, audiences: [] } }),
    });
    expect(await refusal(login(jwt({ audiences: ["podpass"] })))).toMatchObject({
      code: "kubernetes_auth.audience_not_allowed",
    });
  });

  it.each([
    ["an answer that is no JSON", { kind: "raw", status: 201, body: "<html>" }],
    ["HTML", { kind: "raw", status: 200, headers: { "content-type": "text/html" }, body: "<html>sign in</html>" }],
    ["a Status", { kind: "raw", status: 200, body: '{"kind":"Status","apiVersion":"v1","status":"Success"}' }],
    ["no body", { kind: "raw", status: 201, body: "" }],
    ["204", { kind: "raw", status: 204, body: "" }],
    [
      "authenticated as a text",
      {
        kind: "review",
        review: (normal: { status: object }) => ({ ...normal, status: { ...normal.status, authenticated: "true" } }),
      },
    ],
    ["a redirect", { kind: "redirect", status: 307, location: "https://127.0.0.1:1/" }],
    ["401 to the reviewer", { kind: "raw", status: 401, body: '{"kind":"Status","code":401}' }],
    ["403 to the reviewer", { kind: "raw", status: 403, body: '{"kind":"Status","code":403}' }],
    ["404", { kind: "raw", status: 404, body: "{}" }],
    ["429", { kind: "raw", status: 429, body: "{}" }],
    ["500", { kind: "raw", status: 500, body: "oops" }],
    ["a body cut off", { kind: "truncate" }],
    ["a body without end", { kind: "endless-body" }],
    ["a reset connection", { kind: "reset" }],
  ] as const)("answers 503 to %s, issues nothing, and tells admins why", async (_what, behaviour) => {
    await tenant.attachKubernetesAuth(identity.id);
    world().kubernetes.answerAlways(behaviour);
    const before = world().kubernetes.requestCount;
    expect(await refusal(login(jwt()))).toMatchObject({ code: "kubernetes_auth.review_unavailable" });
    // A review is never asked twice for one login, and never elsewhere.
    expect(world().kubernetes.requestCount - before).toBe(1);
    expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
    expect(JSON.stringify(await events("identity.login_refused"))).toMatch(
      /answer_malformed|redirected|reviewer_|unexpected_status|unreachable/,
    );
  });

  it.each([
    ["hangs", { kind: "hang" }],
    ["hangs after the headers", { kind: "hang-body" }],
    ["drips", { kind: "drip", everyMs: 50 }],
  ] as const)("gives up on a server that %s", async (_what, behaviour) => {
    await tenant.attachKubernetesAuth(identity.id);
    world().kubernetes.answerNext(behaviour);
    const tokenReviews = createTokenReviewGateway(createAddressPolicy([]), { timeoutMs: 300 });
    const attempt = loginWithKubernetes(
      { ...world().publicContext(), tokenReviews },
      { identityId: identity.id, jwt: jwt() },
    );
    expect(await refusal(attempt)).toMatchObject({ code: "kubernetes_auth.review_unavailable" });
    expect(JSON.stringify(await events("identity.login_refused"))).toContain("timed_out");
    await tokenReviews.close();
  });

  it("says when to come back if a cluster was not asked because too many wait or it fails", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const before = world().kubernetes.requestCount;
    const tokenReviews = guardTokenReviews(createTokenReviewGateway(createAddressPolicy([])), world().clock, {
      concurrent: 0,
      waiting: 0,
    });
    const attempt = loginWithKubernetes(
      { ...world().publicContext(), tokenReviews },
      { identityId: identity.id, jwt: jwt() },
    );
    await expect(attempt).rejects.toMatchObject({
      code: "kubernetes_auth.review_unavailable",
      retryAfterSeconds: expect.any(Number),
    });
    expect(world().kubernetes.requestCount).toBe(before);
    expect(JSON.stringify(await events("identity.login_refused"))).toContain("overloaded");
    await tokenReviews.close();
  });

  it.each([
    ["the identity", deleteIdentity],
    ["its Kubernetes Auth", detachKubernetesAuth],
  ])("ends every token at once when %s is deleted", async (_what, remove) => {
    await tenant.attachKubernetesAuth(identity.id);
    const { accessToken } = await login(jwt());
    await verifyAccessToken(world().publicContext(), accessToken);
    await remove(tenant.admin, { identityId: identity.id });
    await expect(verifyAccessToken(world().publicContext(), accessToken)).rejects.toMatchObject({
      code: "access_token.revoked",
    });
    expect(await refusal(login(jwt()))).toMatchObject({ code: "auth.login_refused" });
  });

  it("does not bring old tokens back to life with a new configuration", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const { accessToken } = await login(jwt());
    await detachKubernetesAuth(tenant.admin, { identityId: identity.id });
    await tenant.attachKubernetesAuth(identity.id);
    await expect(verifyAccessToken(world().publicContext(), accessToken)).rejects.toMatchObject({
      code: "access_token.revoked",
    });
  });

  it("puts no credential into an audit event, a log line or an error", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const token = jwt();
    const { accessToken } = await login(token);
    world().kubernetes.answerNext({
      kind: "review",
      review: (normal) => ({ ...normal, status: { error: `bad ${token}` } }),
    });
    const error = await login(token).catch((thrown: unknown) => thrown);
    const written = JSON.stringify([
      await tenant.auditEvents(),
      world().logs,
      error,
      String(error instanceof AppError && error.reason),
    ]);
    for (const credential of [token, token.split(".")[2] ?? token, accessToken, accessToken.split(".")[2] ?? ""]) {
      expect(written).not.toContain(credential);
    }
  });

  it("refuses a CA that is PEM around something else, naming the field", async () => {
    const caCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    const input = {
      ...(await tenant.attachKubernetesAuth((await tenant.createIdentity()).id)),
      identityId: identity.id,
      tokenReviewerJwt: "",
      caCertificate,
    };
    await expect(attachKubernetesAuth(tenant.admin, input)).rejects.toMatchObject({
      code: "request.invalid",
      issues: [{ path: "caCertificate" }],
    });
  });
});
