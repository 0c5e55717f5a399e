import type { IdentityOutput } from "@podpass/contracts";
import type { FakeBehaviour, TokenReview } from "@podpass/testing";
import { createWorld, type Tenant, type World } from "@podpass/testing/world";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AppError, loginWithKubernetes } from "../index.ts";
import { createAddressPolicy } from "./address-policy.ts";
import { createTokenReviewGateway } from "./kubernetes-token-review.gateway.ts";
import { guardTokenReviews } from "./review-guard.ts";
import type { TokenReviewGateway } from "./token-review.gateway.ts";

/** For answers that never come. All others have the time a login really has, so that a busy machine changes nothing. */
const TIMEOUT_MS = 400;
const ACCOUNT = "system:serviceaccount:payments:worker";
const UNAVAILABLE = "kubernetes_auth.review_unavailable";
const REFUSED = "auth.login_refused";
const MALFORMED = "answer_malformed";

type Review = TokenReview & { status: { user: object } };
type Row = [name: string, behaviour: FakeBehaviour, code: string, reason: string];

const lie = (change: (normal: Review) => unknown): FakeBehaviour => ({ kind: "review", review: change });
const withStatus = (status: object) => lie((normal) => ({ ...normal, status: { ...normal.status, ...status } }));
const withUser = (user: object) =>
  lie((normal) => ({ ...normal, status: { ...normal.status, user: { ...normal.status.user, ...user } } }));

/** What a review that lets the default account in looks like, as text that can then be bent. */
const YES = JSON.stringify({
  kind: "TokenReview",
  apiVersion: "authentication.k8s.io/v1",
  status: {
    authenticated: true,
    user: { username: ACCOUNT, uid: "u", groups: ["system:serviceaccounts", "system:serviceaccounts:payments"] },
  },
});
const bent = (from: string, to: string): FakeBehaviour => {
  if (!YES.includes(from)) throw new Error(`There is no ${from} to bend`);
  return { kind: "raw", status: 201, body: YES.replace(from, to) };
};
const typed = (contentType: string): FakeBehaviour => ({
  kind: "raw",
  status: 201,
  headers: { "content-type": contentType },
  body: YES,
});
const withCode = (status: number): FakeBehaviour => ({ kind: "raw", status, body: YES });
const http = (head: string, body: string): FakeBehaviour => ({
  kind: "bytes",
  latin1: `HTTP/1.1 ${head}\r\n\r\n${body}`,
});
const JSON_201 = "201 Created\r\ncontent-type: application/json";

const ANSWERS_THAT_ARE_NO_REVIEW: Row[] = [
  ["a Status that says Success", bent('"TokenReview"', '"Status"'), UNAVAILABLE, MALFORMED],
  ["a SelfSubjectReview", bent('"TokenReview"', '"SelfSubjectReview"'), UNAVAILABLE, MALFORMED],
  ["a review of a beta version", bent("/v1", "/v1beta1"), UNAVAILABLE, MALFORMED],
  ["a review without kind", bent('"kind":"TokenReview",', ""), UNAVAILABLE, MALFORMED],
  ["a list of reviews", lie((normal) => [normal]), UNAVAILABLE, MALFORMED],
  ["a TokenReviewList", lie((normal) => ({ kind: "TokenReviewList", items: [normal] })), UNAVAILABLE, MALFORMED],
  ["the JSON null", lie(() => null), UNAVAILABLE, MALFORMED],
  ["a review inside a text", lie((normal) => JSON.stringify(normal)), UNAVAILABLE, MALFORMED],
  ["a status that is a list", lie((normal) => ({ ...normal, status: [normal.status] })), UNAVAILABLE, MALFORMED],
  ["an empty body", { kind: "raw", status: 201, body: "" }, UNAVAILABLE, MALFORMED],
  ["a sign-in page", { kind: "raw", status: 200, body: "<html>sign in</html>" }, UNAVAILABLE, MALFORMED],
  ["a review followed by another", { kind: "raw", status: 201, body: `${YES}${YES}` }, UNAVAILABLE, MALFORMED],
  ["a review with a comment", bent("{", "{/* yes */"), UNAVAILABLE, MALFORMED],
  ["a review that ends too early", { kind: "raw", status: 201, body: YES.slice(0, -1) }, UNAVAILABLE, MALFORMED],
  ["10,000 lists in each other", bent('"u"', `${"[".repeat(10_000)}${"]".repeat(10_000)}`), UNAVAILABLE, MALFORMED],
  ["a review in the prototype", { kind: "raw", status: 201, body: `{"__proto__":${YES}}` }, UNAVAILABLE, MALFORMED],
];

const ANSWERS_THAT_CONTRADICT_THEMSELVES: Row[] = [
  ['authenticated "true"', withStatus({ authenticated: "true" }), UNAVAILABLE, MALFORMED],
  ["authenticated 1", withStatus({ authenticated: 1 }), UNAVAILABLE, MALFORMED],
  ["authenticated {}", withStatus({ authenticated: {} }), UNAVAILABLE, MALFORMED],
  ["authenticated null", withStatus({ authenticated: null }), UNAVAILABLE, MALFORMED],
  ["authenticated false with a user", withStatus({ authenticated: false }), REFUSED, "not authenticated"],
  ["no authenticated with a user", withStatus({ authenticated: undefined }), REFUSED, "not authenticated"],
  ["Authenticated in capitals", bent('"authenticated"', '"Authenticated"'), REFUSED, "not authenticated"],
  ["authenticated with an error", withStatus({ error: "but no" }), UNAVAILABLE, MALFORMED],
  ["authenticated with an empty error", withStatus({ error: "" }), UNAVAILABLE, MALFORMED],
  [
    "authenticated false, then true",
    bent('"authenticated"', '"authenticated":false,"authenticated"'),
    UNAVAILABLE,
    "twice",
  ],
  ["authenticated true, then escaped false", bent("true", 'true,"\\u0061uthenticated":false'), UNAVAILABLE, "twice"],
  ["two users", bent('"user"', '"user":{"username":"system:admin"},"user"'), UNAVAILABLE, "twice"],
  ["two kinds", bent('"kind"', '"kind":"Status","kind"'), UNAVAILABLE, "twice"],
  [
    "an error of which no text can be made",
    withStatus({ authenticated: false, error: "\ud800\0" }),
    REFUSED,
    "an authenticated token",
  ],
];

const ANSWERS_ABOUT_SOMEBODY_ELSE: Row[] = [
  [
    "another token's review",
    lie((normal) => ({ ...normal, spec: { token: "e30.e30.c2ln" } })),
    UNAVAILABLE,
    "another token",
  ],
  ["another account of the namespace", withUser({ username: `${ACCOUNT}-2` }), UNAVAILABLE, "another service account"],
  ["a fifth part in the name", withUser({ username: `${ACCOUNT}:x` }), UNAVAILABLE, "another service account"],
  ["a user who is no service account", withUser({ username: "system:admin" }), REFUSED, "service_account"],
  [
    "a prefix without its colon",
    withUser({ username: "system:serviceaccountx:payments:worker" }),
    REFUSED,
    "service_account",
  ],
  ["another case", withUser({ username: ACCOUNT.toUpperCase() }), REFUSED, "service_account"],
  ["no user", withStatus({ user: undefined }), UNAVAILABLE, MALFORMED],
  ["a user without a name", withUser({ username: "" }), UNAVAILABLE, MALFORMED],
  ["names in a list", withUser({ username: [ACCOUNT] }), UNAVAILABLE, MALFORMED],
  ["a NUL behind the name", withUser({ username: `${ACCOUNT}\0` }), UNAVAILABLE, MALFORMED],
  ["a uid no database can store", withUser({ uid: "\ud800" }), UNAVAILABLE, MALFORMED],
  ["a uid of 50,000 characters", withUser({ uid: "u".repeat(50_000) }), UNAVAILABLE, MALFORMED],
  ["no groups", withUser({ groups: [] }), REFUSED, "service_account"],
  [
    "groups of another namespace",
    withUser({ groups: ["system:serviceaccounts", "system:serviceaccounts:x"] }),
    REFUSED,
    "service_account",
  ],
  [
    "groups in a text",
    withUser({ groups: "system:serviceaccounts,system:serviceaccounts:payments" }),
    UNAVAILABLE,
    MALFORMED,
  ],
];

const ANSWERS_OF_SOMETHING_ELSE: Row[] = [
  ["a review as text/html", typed("text/html"), UNAVAILABLE, MALFORMED],
  ["a review as text/plain", typed("text/plain"), UNAVAILABLE, MALFORMED],
  ["a review as a patch", typed("application/json-patch+json"), UNAVAILABLE, MALFORMED],
  ["a review in UTF-16, it says", typed("application/json; charset=utf-16"), UNAVAILABLE, MALFORMED],
  ["a review without a type", http("201 Created", YES), UNAVAILABLE, MALFORMED],
  ["a byte-order mark", http(JSON_201, `\xef\xbb\xbf${YES}`), UNAVAILABLE, MALFORMED],
  ["bytes that are no UTF-8", http(JSON_201, YES.replace('"u"', '"\xff"')), UNAVAILABLE, MALFORMED],
  ["an overlong quotation mark", http(JSON_201, YES.replace('"u"', '"\xc0\xa2"')), UNAVAILABLE, MALFORMED],
  ["202", withCode(202), UNAVAILABLE, "unexpected_status"],
  ["203", withCode(203), UNAVAILABLE, "unexpected_status"],
  ["206", withCode(206), UNAVAILABLE, "unexpected_status"],
  ["a redirect with a review", withCode(301), UNAVAILABLE, "redirected"],
  [
    "a redirect to plain http",
    { kind: "redirect", status: 302, location: "http://127.0.0.1:1/" },
    UNAVAILABLE,
    "redirected",
  ],
  [
    "a redirect that keeps the method",
    { kind: "redirect", status: 308, location: "https://127.0.0.1:1/" },
    UNAVAILABLE,
    "redirected",
  ],
  ["400 with a review", withCode(400), UNAVAILABLE, "unexpected_status"],
  ["401 with a review", withCode(401), UNAVAILABLE, "reviewer_unauthorized"],
  ["403 with a review", withCode(403), UNAVAILABLE, "reviewer_forbidden"],
  ["429 with a review", withCode(429), UNAVAILABLE, "unexpected_status"],
  ["500 with a review", withCode(500), UNAVAILABLE, "unexpected_status"],
];

const CONNECTIONS_THAT_MISBEHAVE: Row[] = [
  ["another protocol", { kind: "bytes", latin1: "220 mail.example.com ESMTP\r\n" }, UNAVAILABLE, MALFORMED],
  ["the end instead of an answer", { kind: "bytes", latin1: "" }, UNAVAILABLE, "unreachable"],
  [
    "two lengths",
    http(`${JSON_201}\r\ncontent-length: 2\r\ncontent-length: ${YES.length}`, YES),
    UNAVAILABLE,
    MALFORMED,
  ],
  [
    "a length and chunks",
    http(`${JSON_201}\r\ncontent-length: 9\r\ntransfer-encoding: chunked`, `0\r\n\r\n`),
    UNAVAILABLE,
    MALFORMED,
  ],
  [
    "a chunk of no size",
    http(`${JSON_201}\r\ntransfer-encoding: chunked`, `zz\r\n${YES}\r\n0\r\n\r\n`),
    UNAVAILABLE,
    MALFORMED,
  ],
  [
    "chunks without end mark",
    http(`${JSON_201}\r\ntransfer-encoding: chunked`, `${YES.length.toString(16)}\r\n${YES}\r\n`),
    UNAVAILABLE,
    "unreachable",
  ],
  ["100 KB of headers", http(`${JSON_201}\r\nx: ${"x".repeat(100_000)}`, YES), UNAVAILABLE, MALFORMED],
  ["a length shorter than the review", http(`${JSON_201}\r\ncontent-length: 20`, YES), UNAVAILABLE, MALFORMED],
  [
    "another protocol after an upgrade",
    http("101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c", YES),
    UNAVAILABLE,
    "unreachable",
  ],
  ["a body cut off", { kind: "truncate" }, UNAVAILABLE, "unreachable"],
  ["a body without end", { kind: "endless-body" }, UNAVAILABLE, MALFORMED],
  ["a reset", { kind: "reset" }, UNAVAILABLE, "unreachable"],
  ["no answer at all", { kind: "hang" }, UNAVAILABLE, "timed_out"],
  ["headers and no body", { kind: "hang-body" }, UNAVAILABLE, "timed_out"],
  ["one byte at a time", { kind: "drip", everyMs: 50 }, UNAVAILABLE, "timed_out"],
  ["an answer after the time is up", { kind: "delay", ms: 5 * TIMEOUT_MS }, UNAVAILABLE, "timed_out"],
];

describe("a hostile API server", () => {
  let world: World;
  let tenant: Tenant;
  let gateways: TokenReviewGateway[] = [];
  beforeAll(async () => {
    world = await createWorld();
    tenant = await world.otherTenant();
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    world.kubernetes.behaveNormally();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    gateways = [];
  });

  function newGateway(options: { timeoutMs?: number } = {}): TokenReviewGateway {
    const gateway = guardTokenReviews(createTokenReviewGateway(createAddressPolicy([]), options), world.clock);
    gateways.push(gateway);
    return gateway;
  }
  async function newIdentity(): Promise<IdentityOutput> {
    const identity = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identity.id);
    return identity;
  }
  const login = (identity: IdentityOutput, jwt: string, tokenReviews = newGateway()) =>
    loginWithKubernetes({ ...world.publicContext(), tokenReviews }, { identityId: identity.id, jwt });

  it("is held against an honest answer that lets in, so that each refusal below has one reason", async () => {
    const identity = await newIdentity();
    await login(identity, world.serviceAccountJwt());
    world.kubernetes.answerNext({ kind: "raw", status: 201, body: YES });
    await login(identity, world.serviceAccountJwt());
    world.kubernetes.answerNext(typed("application/json; charset=UTF-8"));
    await login(identity, world.serviceAccountJwt());
    world.kubernetes.answerNext(http(`${JSON_201}\r\ncontent-length: ${YES.length}`, YES));
    await login(identity, world.serviceAccountJwt());
  });

  it.each([
    ...ANSWERS_THAT_ARE_NO_REVIEW,
    ...ANSWERS_THAT_CONTRADICT_THEMSELVES,
    ...ANSWERS_ABOUT_SOMEBODY_ELSE,
    ...ANSWERS_OF_SOMETHING_ELSE,
    ...CONNECTIONS_THAT_MISBEHAVE,
  ])("lets nobody in with %s", async (_name, behaviour, code, reason) => {
    const identity = await newIdentity();
    const jwt = world.serviceAccountJwt();
    const before = world.kubernetes.requestCount;
    world.kubernetes.answerAlways(behaviour);
    const gateway = newGateway(reason === "timed_out" ? { timeoutMs: TIMEOUT_MS } : {});
    const error = await login(identity, jwt, gateway).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, reason: expect.stringContaining(reason) });
    // Never asked twice for one login, and never elsewhere.
    expect(world.kubernetes.requestCount - before).toBeLessThanOrEqual(1);
    expect(await world.database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
    const [event, ...others] = await world.database.client.auditEvent.findMany({
      where: { subjectId: identity.id, action: "identity.login_refused" },
    });
    expect(others).toEqual([]);
    expect(JSON.stringify(event)).toContain(reason);
    expect(JSON.stringify(event)).not.toContain(jwt.split(".")[2]);
    expect(JSON.stringify(event).length).toBeLessThan(4_000);
  });
});
