import { LOGIN_CHECKS, type LoginCheckName } from "@podpass/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideKubernetesLogin } from "./login-checks.ts";
import type { LoginFacts } from "./login-facts.ts";
import type { ReviewFault, TokenReviewOutcome } from "./token-review.gateway.ts";

type Configuration = NonNullable<LoginFacts["configuration"]>;

const configuration: Configuration = {
  kubernetesHost: "https://10.0.0.1:6443",
  allowedNamespaces: "payments, billing",
  allowedNames: "worker-*, payments/special",
  allowedAudience: "podpass, spare",
  isPodBindingRequired: true,
  pinnedServiceAccountUid: "uid-1",
  maxJwtAgeSeconds: 3600,
  accessTokenTrustedIps: ["10.0.0.0/8"],
};
const authenticated = {
  kind: "authenticated" as const,
  username: "system:serviceaccount:payments:worker-1",
  uid: "uid-1",
  groups: ["system:authenticated", "system:serviceaccounts", "system:serviceaccounts:payments"],
  audiences: ["podpass"],
  podName: "worker-1-0",
  podUid: "uid-2",
  nodeName: null,
};
const letIn: LoginFacts = {
  jwtProblem: null,
  claimedServiceAccount: null,
  claimedIssuedAt: new Date("2026-01-01T00:00:00Z"),
  now: new Date("2026-01-01T01:00:00Z"),
  configuration,
  reviewer: { mode: "stored", serviceAccount: { namespace: "default", name: "podpass-auth" } },
  review: authenticated,
  ipAddress: "10.1.2.3",
};

type Authenticated = TokenReviewOutcome & { kind: "authenticated" };
const withReview = (change: Partial<Authenticated>): LoginFacts => ({
  ...letIn,
  review: { ...authenticated, ...change },
});
const withConfiguration = (change: Partial<Configuration>): LoginFacts => ({
  ...letIn,
  configuration: { ...configuration, ...change },
});
const noAnswer = (fault: ReviewFault) => ({ kind: "no_answer", fault, reason: "why" }) as const;
const notAuthenticated = (reason: string) => ({ kind: "not_authenticated", reason }) as const;
const asUser = (username: string) => {
  const namespace = username.split(":")[2] ?? "";
  return withReview({ username, groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`] });
};

describe("decideKubernetesLogin", () => {
  it("lets in when every check passes, and says who", () => {
    expect(decideKubernetesLogin(letIn)).toEqual({
      checks: LOGIN_CHECKS.map((name) => ({
        name,
        verdict: "passed",
        expected: expect.any(String),
        got: expect.any(String),
      })),
      serviceAccount: { namespace: "payments", name: "worker-1", uid: "uid-1" },
      refusal: null,
    });
  });

  const REVIEW_FAULTS: [LoginCheckName, ReviewFault][] = [
    ["configuration", "own_account_missing"],
    ["reachability", "overloaded"],
    ["reachability", "host_refused"],
    ["reachability", "host_not_found"],
    ["reachability", "unreachable"],
    ["reachability", "timed_out"],
    ["tls", "tls_untrusted"],
    ["tls", "tls_wrong_name"],
    ["tls", "tls_expired"],
    ["tls", "tls_failed"],
    ["reviewer", "redirected"],
    ["reviewer", "unexpected_status"],
    ["reviewer", "answer_malformed"],
    ["reviewer", "reviewer_unauthorized"],
    ["reviewer", "reviewer_forbidden"],
  ];
  const UNAVAILABLE = "kubernetes_auth.review_unavailable";
  it.each<[string, LoginFacts, LoginCheckName, string]>([
    ["a JWT of the wrong shape", { ...letIn, jwtProblem: "empty" }, "jwt_shape", "auth.login_refused"],
    ["no configuration", { ...letIn, configuration: undefined }, "configuration", "auth.login_refused"],
    ["a review that was not asked", { ...letIn, review: undefined }, "reachability", "auth.login_refused"],
    ...REVIEW_FAULTS.map(([check, fault]): [string, LoginFacts, LoginCheckName, string] => [
      fault,
      { ...letIn, review: noAnswer(fault) },
      check,
      UNAVAILABLE,
    ]),
    [
      "a token the cluster refuses",
      { ...letIn, review: { kind: "not_authenticated", reason: "expired" } },
      "authenticated",
      "auth.login_refused",
    ],
    ["a person", asUser("alice"), "service_account", "auth.login_refused"],
    ["a node", asUser("system:node:node-1"), "service_account", "auth.login_refused"],
    ["five parts", asUser("system:serviceaccount:payments:worker-1:x"), "service_account", "auth.login_refused"],
    ["three parts", asUser("system:serviceaccount:payments"), "service_account", "auth.login_refused"],
    ["an empty namespace", asUser("system:serviceaccount::worker-1"), "service_account", "auth.login_refused"],
    ["an empty name", asUser("system:serviceaccount:payments:"), "service_account", "auth.login_refused"],
    [
      "a wildcard for a name",
      asUser("system:serviceaccount:payments:worker-*"),
      "service_account",
      "auth.login_refused",
    ],
    ["a name in capitals", asUser("system:serviceaccount:payments:Worker-1"), "service_account", "auth.login_refused"],
    ["a space in front", asUser(" system:serviceaccount:payments:worker-1"), "service_account", "auth.login_refused"],
    [
      "groups of another namespace",
      withReview({ groups: ["system:serviceaccounts", "system:serviceaccounts:billing"] }),
      "service_account",
      "auth.login_refused",
    ],
    [
      "groups of two namespaces",
      withReview({ groups: ["system:serviceaccounts", "system:serviceaccounts:payments", "system:serviceaccounts:b"] }),
      "service_account",
      "auth.login_refused",
    ],
    ["no groups", withReview({ groups: [] }), "service_account", "auth.login_refused"],
    ["another audience", withReview({ audiences: ["vault"] }), "audience", "kubernetes_auth.audience_not_allowed"],
    ["no audience", withReview({ audiences: [] }), "audience", "kubernetes_auth.audience_not_allowed"],
    [
      "another namespace",
      asUser("system:serviceaccount:shop:worker-1"),
      "namespace",
      "kubernetes_auth.namespace_not_allowed",
    ],
    ["another name", asUser("system:serviceaccount:payments:other"), "name", "kubernetes_auth.name_not_allowed"],
    [
      "a pair of two others",
      asUser("system:serviceaccount:billing:special"),
      "name",
      "kubernetes_auth.name_not_allowed",
    ],
    [
      "an account made anew",
      withReview({ uid: "uid-9" }),
      "service_account_uid",
      "kubernetes_auth.service_account_uid_not_allowed",
    ],
    [
      "an account without a UID",
      withReview({ uid: "" }),
      "service_account_uid",
      "kubernetes_auth.service_account_uid_not_allowed",
    ],
    [
      "a JWT bound to no pod",
      withReview({ podName: null, podUid: null }),
      "pod_binding",
      "kubernetes_auth.pod_binding_required",
    ],
    ["a pod without a UID", withReview({ podUid: null }), "pod_binding", "kubernetes_auth.pod_binding_required"],
    ["a pod without a name", withReview({ podName: "" }), "pod_binding", "kubernetes_auth.pod_binding_required"],
    [
      "a JWT a second too old",
      { ...letIn, now: new Date("2026-01-01T01:00:01Z") },
      "jwt_age",
      "kubernetes_auth.jwt_too_old",
    ],
    ["a JWT of no age", { ...letIn, claimedIssuedAt: null }, "jwt_age", "kubernetes_auth.jwt_too_old"],
    ["an untrusted address", { ...letIn, ipAddress: "192.0.2.1" }, "trusted_ip", "auth.ip_not_trusted"],
    ["an address that is none", { ...letIn, ipAddress: "" }, "trusted_ip", "auth.ip_not_trusted"],
    [
      "neither names nor namespaces",
      withConfiguration({ allowedNames: "", allowedNamespaces: " " }),
      "namespace",
      "kubernetes_auth.namespace_not_allowed",
    ],
  ])("refuses %s at its own check, and reaches none behind it", (_what, facts, failing, refusal) => {
    const decision = decideKubernetesLogin(facts);
    const at = LOGIN_CHECKS.indexOf(failing);
    expect(decision.refusal).toBe(refusal);
    expect(decision.checks.map((check) => [check.name, check.verdict])).toEqual(
      LOGIN_CHECKS.map((name, index) => [name, index < at ? "passed" : index === at ? "failed" : "not_reached"]),
    );
    expect(decision.checks[at]).toMatchObject({
      expected: expect.stringMatching(/./),
      got: expect.any(String),
      remedy: { text: expect.stringMatching(/./) },
    });
  });

  it.each([
    ["names alone", withConfiguration({ allowedNamespaces: "" })],
    ["namespaces alone", withConfiguration({ allowedNames: "" })],
    [
      "no audience asked for",
      { ...withConfiguration({ allowedAudience: "" }), review: { ...authenticated, audiences: [] } },
    ],
    ["one of several audiences", withReview({ audiences: ["vault", "podpass"] })],
    ["a pair", asUser("system:serviceaccount:payments:special")],
    ["the other audience", withReview({ audiences: ["spare"] })],
    ["any UID", { ...withConfiguration({ pinnedServiceAccountUid: "" }), review: { ...authenticated, uid: "uid-9" } }],
    [
      "no binding to a pod",
      {
        ...withConfiguration({ isPodBindingRequired: false }),
        review: { ...authenticated, podName: null, podUid: null },
      },
    ],
    ["a JWT of any age", { ...withConfiguration({ maxJwtAgeSeconds: 0 }), claimedIssuedAt: null }],
    ["a JWT of a clock that is ahead", { ...letIn, now: new Date("2025-12-31T23:59:00Z") }],
    ["a star", withConfiguration({ allowedNamespaces: "*", allowedNames: "*" })],
  ])("lets in with %s", (_what, facts) => {
    expect(decideKubernetesLogin(facts).refusal).toBeNull();
  });

  it("blames the client, not the operator, when the client's own JWT may not review", () => {
    const facts = (review: TokenReviewOutcome): LoginFacts => ({ ...letIn, reviewer: { mode: "client" }, review });
    expect(decideKubernetesLogin(facts(noAnswer("reviewer_unauthorized"))).refusal).toBe("auth.login_refused");
    expect(decideKubernetesLogin(facts(noAnswer("reviewer_forbidden"))).refusal).toBe("auth.login_refused");
    expect(decideKubernetesLogin(facts(noAnswer("timed_out"))).refusal).toBe(UNAVAILABLE);
  });

  it("tells an admin how to mend each kind of reviewer", () => {
    const remedyOf = (reviewer: LoginFacts["reviewer"], fault: ReviewFault) =>
      decideKubernetesLogin({ ...letIn, reviewer, review: noAnswer(fault) }).checks.find(
        (check) => check.name === "reviewer",
      )?.remedy;
    const serviceAccount = { namespace: "podpass", name: "podpass" };
    expect(remedyOf({ mode: "own", serviceAccount }, "reviewer_unauthorized")?.text).toContain("restart");
    expect(remedyOf({ mode: "own", serviceAccount }, "reviewer_forbidden")?.command).toContain(
      "--serviceaccount=podpass:podpass",
    );
    expect(remedyOf({ mode: "stored", serviceAccount }, "reviewer_unauthorized")?.field).toBe("tokenReviewerJwt");
    expect(remedyOf({ mode: "client" }, "reviewer_unauthorized")?.field).toBe("tokenReviewerJwt");
  });

  it("names the audience when the cluster says that it alone is wrong, and no more than others to the client", () => {
    const reason = '[invalid bearer token, token audiences ["vault"] is invalid for the target audiences ["podpass"]]';
    const decision = decideKubernetesLogin({ ...letIn, review: { kind: "not_authenticated", reason } });
    expect(decision.refusal).toBe("auth.login_refused");
    expect(decision.serviceAccount).toBeNull();
    expect(decision.checks.filter((check) => check.verdict === "failed")).toMatchObject([
      { name: "audience", expected: "podpass, spare", got: reason },
    ]);
    expect(decision.checks.find((check) => check.name === "authenticated")?.verdict).toBe("not_reached");
  });

  it("names the service account that a later check refused, and none that was not proven", () => {
    expect(decideKubernetesLogin(asUser("system:serviceaccount:shop:other")).serviceAccount).toMatchObject({
      name: "other",
    });
    expect(decideKubernetesLogin(asUser("alice")).serviceAccount).toBeNull();
  });

  const anyFacts: fc.Arbitrary<LoginFacts> = fc.record({
    jwtProblem: fc.constantFrom(null, null, null, "empty"),
    claimedIssuedAt: fc.constantFrom(null, letIn.claimedIssuedAt),
    now: fc.constant(letIn.now),
    claimedServiceAccount: fc.constantFrom(null, { namespace: "payments", name: "worker-1" }),
    reviewer: fc.constantFrom<LoginFacts["reviewer"]>(
      letIn.reviewer,
      { mode: "client" },
      { mode: "own", serviceAccount: null },
    ),
    configuration: fc.option(
      fc.record({
        kubernetesHost: fc.constant("https://10.0.0.1:6443"),
        allowedNamespaces: fc.constantFrom("", "*", "payments", "shop, pay*"),
        allowedNames: fc.constantFrom("", "*", "worker-1", "work?r-*", "other", "payments/worker-1"),
        allowedAudience: fc.constantFrom("", "podpass", "vault"),
        isPodBindingRequired: fc.boolean(),
        pinnedServiceAccountUid: fc.constantFrom("", "uid-1", "uid-9"),
        maxJwtAgeSeconds: fc.constantFrom(0, 60, 3600),
        accessTokenTrustedIps: fc.constantFrom(["0.0.0.0/0"], ["10.0.0.0/8"], ["::/0"]),
      }),
      { nil: undefined, freq: 10 },
    ),
    review: fc.option(
      fc.oneof(
        {
          weight: 8,
          arbitrary: fc.record({
            kind: fc.constant("authenticated" as const),
            username: fc.constantFrom(
              authenticated.username,
              authenticated.username,
              "alice",
              "system:serviceaccount:shop:other",
            ),
            uid: fc.constantFrom("", "uid-1"),
            groups: fc.subarray(authenticated.groups, { minLength: 2 }),
            audiences: fc.subarray(["podpass", "vault"]),
            podName: fc.constantFrom(null, "worker-1-0"),
            podUid: fc.constantFrom(null, "uid-2"),
            nodeName: fc.constant(null),
          }),
        },
        { weight: 1, arbitrary: fc.constantFrom(notAuthenticated("no"), notAuthenticated("token audiences ")) },
        { weight: 1, arbitrary: fc.constantFrom(noAnswer("timed_out"), noAnswer("reviewer_unauthorized")) },
      ),
      { nil: undefined, freq: 10 },
    ),
    ipAddress: fc.constantFrom("10.1.2.3", "192.0.2.1", "::1", ""),
  });

  it("lets in only when every check passed, and refuses at exactly one", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { refusal, checks, serviceAccount } = decideKubernetesLogin(facts);
        const verdicts = checks.map((check) => check.verdict);
        expect(checks.map((check) => check.name)).toEqual(LOGIN_CHECKS);
        expect(refusal === null).toBe(verdicts.every((verdict) => verdict === "passed"));
        expect(verdicts.filter((verdict) => verdict === "failed")).toHaveLength(refusal === null ? 0 : 1);
        if (refusal === null) expect(serviceAccount).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it("answers the same code to everyone who has proven nothing, unless the cluster gave no answer", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { refusal, serviceAccount } = decideKubernetesLogin(facts);
        if (serviceAccount !== null) return;
        expect(["auth.login_refused", "kubernetes_auth.review_unavailable"]).toContain(refusal);
        if (refusal !== "auth.login_refused") expect(facts.review?.kind).toBe("no_answer");
      }),
      { numRuns: 2000 },
    );
  });
});
