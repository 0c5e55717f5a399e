import { CONNECTION_CHECKS, type ConnectionCheckName } from "@podpass/contracts";
import { describe, expect, it } from "vitest";
import type { ReviewFault, TokenReviewOutcome } from "../kubernetes-auth/token-review.gateway.ts";
import type { ConnectionFacts, ProbeReview } from "./connection.gateway.ts";
import { type ConnectionSubject, firstToEnd, judgeConnection } from "./connection-checks.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-01-01T00:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const ACCOUNT = { namespace: "default", name: "podpass-auth" };

const SUBJECT: ConnectionSubject = {
  kubernetesHost: "https://k8s.example.com:6443",
  allowedAudience: "",
  reviewer: { mode: "jwt", name: "as it says", serviceAccount: ACCOUNT, expiresAt: inDays(100.5) },
  checkedAt: NOW,
};
const OUTCOME: TokenReviewOutcome = {
  kind: "authenticated",
  username: "system:serviceaccount:default:podpass-auth",
  uid: "u",
  groups: [],
  audiences: ["https://kubernetes.default.svc"],
  podName: null,
  podUid: null,
  nodeName: null,
};
const REVIEW: ProbeReview = { outcome: OUTCOME, reviewMs: 5, clockAheadSeconds: 0 };
const FACTS: ConnectionFacts = {
  addresses: ["10.0.0.1", "10.0.0.2"],
  connectMs: 3,
  fault: null,
  protocol: "TLSv1.3",
  certificates: [
    { subject: "kube-apiserver", issuer: "ca", expiresAt: inDays(364.9) },
    { subject: "ca", issuer: "ca", expiresAt: inDays(3650) },
  ],
  review: REVIEW,
};
const noAnswer = (fault: ReviewFault): TokenReviewOutcome => ({ kind: "no_answer", fault, reason: `why ${fault}` });

function judge(facts: Partial<ConnectionFacts>, subject: Partial<ConnectionSubject> = {}) {
  const checks = judgeConnection({ ...FACTS, ...facts }, { ...SUBJECT, ...subject });
  expect(checks.map((check) => check.name)).toEqual(CONNECTION_CHECKS);
  return checks;
}
const verdictsOf = (checks: ReturnType<typeof judge>) => checks.map((check) => check.verdict);
const find = (checks: ReturnType<typeof judge>, name: ConnectionCheckName) =>
  checks.find((check) => check.name === name);

describe("the checks of a connection", () => {
  it("all pass when everything is right, and say what was found", () => {
    const checks = judge({});
    expect(new Set(verdictsOf(checks))).toEqual(new Set(["passed"]));
    expect(checks.map((check) => check.got)).toEqual([
      "10.0.0.1, 10.0.0.2",
      "connected in 3 ms",
      "TLSv1.3, kube-apiserver ends in 364 days",
      "answered in 5 ms",
      "system:serviceaccount:default:podpass-auth, its JWT ends in 100 days",
      "it may",
      "its own: https://kubernetes.default.svc",
      "the same time",
    ]);
    expect(checks.some((check) => check.remedy)).toBe(false);
  });

  it.each<[ReviewFault, number | null, ConnectionCheckName]>([
    ["host_refused", null, "address"],
    ["host_not_found", null, "address"],
    ["unreachable", null, "reachability"],
    ["timed_out", null, "reachability"],
    ["tls_untrusted", 3, "tls"],
    ["tls_wrong_name", 3, "tls"],
    ["tls_expired", 3, "tls"],
    ["tls_failed", 3, "tls"],
    ["timed_out", 3, "tls"],
    ["unreachable", 3, "tls"],
  ])("%s while connecting (connected after: %s) fails %s with a remedy, and nothing behind it is reached", (...row) => {
    const [fault, connectMs, name] = row;
    const checks = judge({ connectMs, fault: { fault, reason: `why ${fault}` }, review: null });
    const index = CONNECTION_CHECKS.indexOf(name);
    expect(checks[index]).toMatchObject({
      verdict: "failed",
      got: `why ${fault}`,
      remedy: { text: expect.any(String) },
    });
    expect(verdictsOf(checks.slice(0, index)).filter((verdict) => verdict !== "passed")).toEqual([]);
    expect(verdictsOf(checks.slice(index + 1)).filter((verdict) => verdict !== "not_reached")).toEqual([]);
  });

  it.each<[ReviewFault, ConnectionCheckName]>([
    ["redirected", "api"],
    ["unexpected_status", "api"],
    ["answer_malformed", "api"],
    ["timed_out", "api"],
    ["unreachable", "api"],
    ["host_refused", "api"],
    ["reviewer_unauthorized", "reviewer_jwt"],
    ["reviewer_forbidden", "reviewer_rights"],
  ])("%s in answer to the review fails %s alone", (fault, name) => {
    const checks = judge({ review: { ...REVIEW, outcome: noAnswer(fault) } });
    expect(checks.filter((check) => check.verdict === "failed")).toMatchObject([{ name, got: `why ${fault}` }]);
    expect(find(checks, "tls")).toMatchObject({ verdict: "passed" });
    expect(find(checks, "audience")).toMatchObject({ verdict: "not_reached" });
  });

  it("names the account and the line that gives it the right", () => {
    const checks = judge({ review: { ...REVIEW, outcome: noAnswer("reviewer_forbidden") } });
    expect(find(checks, "reviewer_rights")?.remedy?.command).toContain("--serviceaccount=default:podpass-auth");
  });

  it.each([
    [0, "passed", "the same time"],
    [60, "passed", "the API server is 60 s ahead"],
    [-60, "passed", "the API server is 60 s behind"],
    [61, "failed", "the API server is 61 s ahead"],
    [-3600, "failed", "the API server is 3600 s behind"],
    [null, "not_reached", "the API server does not say what time it is"],
  ])("a clock that is %s seconds ahead has %s", (clockAheadSeconds, verdict, got) => {
    expect(find(judge({ review: { ...REVIEW, clockAheadSeconds } }), "clock")).toMatchObject({ verdict, got });
  });

  it("judges the clock of a server that refused the reviewer: it may be why", () => {
    const checks = judge({
      review: { ...REVIEW, clockAheadSeconds: 7200, outcome: noAnswer("reviewer_unauthorized") },
    });
    expect(checks.filter((check) => check.verdict === "failed").map((check) => check.name)).toEqual([
      "reviewer_jwt",
      "clock",
    ]);
  });

  it.each([
    ["", [], "not_reached"],
    ["podpass", [], "failed"],
    ["podpass", ["https://kubernetes.default.svc"], "passed"],
  ])(
    "for the allowed audience %j, a review that names %j has the audience %s",
    (allowedAudience, audiences, verdict) => {
      const outcome: TokenReviewOutcome = { ...OUTCOME, audiences };
      const check = find(judge({ review: { ...REVIEW, outcome } }, { allowedAudience }), "audience");
      expect(check).toMatchObject({ verdict });
    },
  );

  it("believes a reviewer that the API server took, whatever it says of its JWT", () => {
    const outcome: TokenReviewOutcome = { kind: "not_authenticated", reason: "no such token" };
    const checks = judge({ review: { ...REVIEW, outcome } });
    expect(find(checks, "reviewer_jwt")).toMatchObject({
      verdict: "passed",
      got: "as it says, its JWT ends in 100 days",
    });
  });

  it.each([
    [2, "ends in 2 days"],
    [1.5, "ends in 1 day"],
    [0.9, "ends in less than a day"],
    [-0.1, "has ended"],
  ])("says of a certificate that ends in %s days that it %s", (days, text) => {
    const certificates = [{ subject: "kube-apiserver", issuer: "ca", expiresAt: inDays(days) }];
    expect(find(judge({ certificates }), "tls")).toMatchObject({ got: `TLSv1.3, kube-apiserver ${text}` });
  });

  it.each([
    [{ mode: "client" } as const, "each pod's own JWT"],
    [{ mode: "withheld" } as const, "sent to no other host and CA"],
  ])("without a JWT to try (%j) ends at the certificate, and says why", (reviewer, why) => {
    const checks = judge({ review: null }, { reviewer });
    expect(find(checks, "tls")).toMatchObject({ verdict: "passed" });
    expect(find(checks, "api")).toMatchObject({ verdict: "not_reached", got: expect.stringContaining(why) });
    expect(checks.some((check) => check.verdict === "failed")).toBe(false);
  });

  it("says that there is no TLS on loopback", () => {
    expect(find(judge({ protocol: null, certificates: [] }), "tls")).toMatchObject({ got: "none on loopback" });
  });

  it("holds no credential that a server repeats", () => {
    const jwt = `eyJhbGciOiJSUzI1NiJ9.${"a".repeat(50)}.${"b".repeat(50)}`;
    const outcome: TokenReviewOutcome = { ...OUTCOME, username: jwt, audiences: [jwt] };
    const refused: TokenReviewOutcome = { kind: "no_answer", fault: "answer_malformed", reason: `what is ${jwt}` };
    for (const shown of [outcome, refused]) {
      expect(JSON.stringify(judge({ review: { ...REVIEW, outcome: shown } }))).not.toContain(jwt);
    }
  });

  it("knows which certificate of a chain ends first", () => {
    expect(firstToEnd([])).toBeNull();
    const [server, authority] = FACTS.certificates;
    expect(firstToEnd(FACTS.certificates)).toBe(server);
    expect(
      firstToEnd([{ subject: "s", issuer: "ca", expiresAt: inDays(9999) }, ...(authority ? [authority] : [])]),
    ).toBe(authority);
  });
});
