import type { AuditAction, IdentityOutput } from "@podpass/contracts";
import { describeOnEachDatabase, refusalOf, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loginWithKubernetes } from "../index.ts";
import { createAddressPolicy } from "./address-policy.ts";
import { createTokenReviewGateway } from "./kubernetes-token-review.gateway.ts";
import { guardTokenReviews } from "./review-guard.ts";

describeOnEachDatabase("a login with Kubernetes whose review fails", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });
  afterEach(() => world().kubernetes.behaveNormally());

  const jwt = () => world().serviceAccountJwt();
  const login = () => loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt: jwt() });
  const events = (action: AuditAction) => tenant.auditEvents(action);

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
    expect(await refusalOf(login())).toMatchObject({ code: "kubernetes_auth.review_unavailable" });
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
    expect(await refusalOf(attempt)).toMatchObject({ code: "kubernetes_auth.review_unavailable" });
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
});
