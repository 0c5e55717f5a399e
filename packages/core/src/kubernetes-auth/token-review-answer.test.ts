import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTokenReviewAnswer, withoutJwts } from "./token-review-answer.ts";

const user = {
  username: "system:serviceaccount:payments:worker",
  uid: "uid-1",
  groups: ["system:serviceaccounts", "system:serviceaccounts:payments", "system:authenticated"],
};
const review = (status: unknown) => ({ kind: "TokenReview", apiVersion: "authentication.k8s.io/v1", status });
const sent = { serviceAccountJwt: "the JWT", claimedSubject: user.username };
const readText = (body: string) => readTokenReviewAnswer(body, sent);
const read = (answer: unknown) => readText(JSON.stringify(answer));

describe("readTokenReviewAnswer", () => {
  it("believes a review that says authenticated", () => {
    const extra = {
      "authentication.kubernetes.io/pod-name": ["worker-0"],
      "authentication.kubernetes.io/pod-uid": ["uid-2"],
      "authentication.kubernetes.io/node-name": ["node-1"],
    };
    const status = { authenticated: true, user: { ...user, extra }, audiences: ["podpass"] };
    expect(read({ ...review(status), metadata: {}, spec: {} })).toEqual({
      kind: "authenticated",
      ...user,
      audiences: ["podpass"],
      podName: "worker-0",
      podUid: "uid-2",
      nodeName: "node-1",
    });
  });

  it("takes what may be missing for empty", () => {
    expect(read(review({ authenticated: true, user: { username: "u", groups: null } }))).toEqual({
      kind: "authenticated",
      username: "u",
      uid: "",
      groups: [],
      audiences: [],
      podName: null,
      podUid: null,
      nodeName: null,
    });
  });

  it.each<[string, unknown, string]>([
    ["authenticated: false", { authenticated: false, error: "expired" }, "expired"],
    ["no authenticated, as Kubernetes leaves it out", { user: {}, error: "expired" }, "expired"],
    ["no reason", { authenticated: false }, "not authenticated"],
    ["false with a user", { authenticated: false, user }, "not authenticated"],
  ])("takes %s for a refusal", (_what, status, reason) => {
    expect(read(review(status))).toEqual({ kind: "not_authenticated", reason });
  });

  const good = { authenticated: true, user };
  it.each<[string, unknown]>([
    ["a Status", { kind: "Status", apiVersion: "v1", status: "Success" }],
    ["a Status with a review's status", { ...review(good), kind: "Status" }],
    ["a review of another version", { ...review(good), apiVersion: "authentication.k8s.io/v1beta1" }],
    ["no kind", { status: good }],
    ["an array", [review(good)]],
    ["null", null],
    ["true", true],
    ["a text", "TokenReview"],
    ["no status", { kind: "TokenReview", apiVersion: "authentication.k8s.io/v1" }],
    ["a status that is null", review(null)],
    ["a status that is a list", review([good])],
    ['authenticated "true"', review({ ...good, authenticated: "true" })],
    ["authenticated 1", review({ ...good, authenticated: 1 })],
    ["authenticated null", review({ ...good, authenticated: null })],
    ["authenticated []", review({ ...good, authenticated: [] })],
    ["authenticated with an error", review({ ...good, error: "but no" })],
    ["authenticated with an empty error", review({ ...good, error: "" })],
    ["an error that is no text", review({ ...good, error: 1 })],
    ["no user", review({ authenticated: true })],
    ["a user that is null", review({ authenticated: true, user: null })],
    ["a user without a name", review({ authenticated: true, user: { ...user, username: undefined } })],
    ["a user with an empty name", review({ authenticated: true, user: { ...user, username: "" } })],
    ["a user name that is a list", review({ authenticated: true, user: { ...user, username: [user.username] } })],
    ["groups that are a text", review({ authenticated: true, user: { ...user, groups: "system:serviceaccounts" } })],
    ["groups with a number", review({ authenticated: true, user: { ...user, groups: [1] } })],
    ["audiences that are a text", review({ ...good, audiences: "podpass" })],
    ["extra that is a text", review({ authenticated: true, user: { ...user, extra: { a: "b" } } })],
    ["a user name with a NUL", review({ authenticated: true, user: { ...user, username: `${user.username}\0` } })],
    ["half a character in a uid", review({ authenticated: true, user: { ...user, uid: "\ud800" } })],
    ["a line end in a group", review({ authenticated: true, user: { ...user, groups: ["a\n"] } })],
    ["a uid without end", review({ authenticated: true, user: { ...user, uid: "u".repeat(1025) } })],
    [
      "a NUL in the pod's name",
      review({ authenticated: true, user: { ...user, extra: { "authentication.kubernetes.io/pod-name": ["\0"] } } }),
    ],
    ["another token's review", { ...review(good), spec: { token: "another" } }],
    ["an empty token's review", { ...review(good), spec: { token: "" } }],
    ["a spec that is a list", { ...review(good), spec: [] }],
    ["a spec that is null", { ...review(good), spec: null }],
    ["a token that is a list", { ...review(good), spec: { token: [sent.serviceAccountJwt] } }],
    [
      "a review of another account than the JWT's",
      review({ authenticated: true, user: { ...user, username: "system:serviceaccount:payments:admin" } }),
    ],
  ])("does not believe %s", (_what, answer) => {
    expect(read(answer)).toMatchObject({ kind: "no_answer", fault: "answer_malformed" });
  });

  it.each(["", "<html>sign in</html>", "{", "undefined", '{"kind":"TokenReview"}{}', "\u0000"])(
    "does not believe the body %j",
    (body) => {
      expect(readText(body)).toMatchObject({ kind: "no_answer", fault: "answer_malformed" });
    },
  );

  it("believes a review that repeats the token it was sent", () => {
    expect(read({ ...review(good), spec: { token: sent.serviceAccountJwt } })).toMatchObject({ kind: "authenticated" });
  });

  it("holds an account's name only to a JWT that names one, and leaves other users to the checks", () => {
    const answer = JSON.stringify(review(good));
    const readAs = (text: string, claimedSubject: unknown) => readTokenReviewAnswer(text, { ...sent, claimedSubject });
    expect(readAs(answer, undefined)).toMatchObject({ kind: "authenticated" });
    for (const subject of ["", "alice", 1, null, [user.username], `${user.username} `]) {
      expect(readAs(answer, subject)).toMatchObject({ fault: "answer_malformed" });
    }
    const alice = JSON.stringify(review({ authenticated: true, user: { username: "oidc:alice" } }));
    expect(readAs(alice, "alice")).toMatchObject({ username: "oidc:alice" });
  });

  it.each([
    ['"authenticated":true', '"authenticated":false,"authenticated":true'],
    ['"authenticated":true', '"authenticated":true,"\\u0061uthenticated":false'],
    ['"username":', '"username":"system:serviceaccount:kube-system:admin","username":'],
    ['"kind":"TokenReview"', '"kind":"Status","kind":"TokenReview"'],
    ['"status":', '"status":{},"status":'],
  ])("does not believe %s written twice", (once, twice) => {
    const body = JSON.stringify(review(good));
    expect(readText(body)).toMatchObject({ kind: "authenticated" });
    expect(body).toContain(once);
    expect(readText(body.replace(once, twice))).toEqual({
      kind: "no_answer",
      fault: "answer_malformed",
      reason: "the answer names a key twice",
    });
  });

  it("finds nothing in an object's prototype", () => {
    const body = `{"__proto__":${JSON.stringify(review(good))}}`;
    expect(readText(body)).toMatchObject({ kind: "no_answer" });
    const extra = '{"constructor":["x"],"__proto__":["y"]}';
    const polluting = JSON.stringify(review({ authenticated: true, user: { ...user, extra: 0 } })).replace(
      '"extra":0',
      `"extra":${extra}`,
    );
    expect(readText(polluting)).toMatchObject({ podName: null });
  });

  it("answers authenticated only for a body that says so with the boolean true", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.jsonValue(), (body, authenticated) => {
        expect(readText(body).kind).toBe("no_answer");
        const outcome = read(review({ user, authenticated }));
        expect(outcome.kind === "authenticated").toBe(authenticated === true);
      }),
    );
  });
});

describe("withoutJwts", () => {
  it("leaves no JWT in what is logged", () => {
    const jwt = `eyJhbGciOiJSUzI1NiJ9.${"a".repeat(500)}.${"b".repeat(300)}`;
    const text = withoutJwts(`token ${jwt} is bad, and "${jwt.slice(0, 100)}" too`);
    expect(text).toBe('token [REDACTED] is bad, and "[REDACTED]" too');
  });

  it("is one short line", () => {
    expect(withoutJwts(`a\r\n\u001b[31mb${"c".repeat(1000)}`)).toMatch(/^a [^\p{Cc}]{1,298}$/u);
  });

  it("cuts no character in half", () => {
    expect(withoutJwts(`${"a".repeat(299)}\u{1f600}`).isWellFormed()).toBe(true);
  });

  it("reads a hostile text quickly", () => {
    const usedBefore = process.cpuUsage();
    for (const text of ["a".repeat(65_536), "aaaaaaaa.".repeat(7_000), "eyJ".repeat(20_000)]) withoutJwts(text);
    expect(process.cpuUsage(usedBefore).user).toBeLessThan(1_000_000);
  });
});
