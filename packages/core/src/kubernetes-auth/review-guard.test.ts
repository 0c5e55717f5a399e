import { FakeKubernetesApi, TestClock } from "@podpass/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAddressPolicy } from "./address-policy.ts";
import { FAILURES_TO_OPEN, OPEN_MS } from "./circuit-breaker.ts";
import { createTokenReviewGateway } from "./kubernetes-token-review.gateway.ts";
import { guardTokenReviews, OVERLOADED_RETRY_SECONDS, REVIEW_LIMITS } from "./review-guard.ts";
import type { SlotLimits } from "./review-slots.ts";
import type { ReviewRequest, ReviewTarget, TokenReviewGateway } from "./token-review.gateway.ts";

const APP = { namespace: "shop", name: "app" };
const LONG = 60_000;

describe("guardTokenReviews", () => {
  let clock: TestClock;
  let cluster: FakeKubernetesApi;
  let gateways: TokenReviewGateway[];
  beforeEach(async () => {
    clock = new TestClock();
    gateways = [];
    cluster = await startCluster();
  });
  afterEach(async () => {
    await Promise.all([...gateways.map((gateway) => gateway.close()), cluster.close()]);
  });

  async function startCluster(): Promise<FakeKubernetesApi> {
    const started = await FakeKubernetesApi.start({ clock, keys: "ES256" });
    started.createServiceAccount(APP);
    started.grantAuthDelegator(APP);
    return started;
  }

  function guard(limits: Partial<SlotLimits> = {}, timeoutMs = LONG): TokenReviewGateway {
    const gateway = guardTokenReviews(createTokenReviewGateway(createAddressPolicy([]), { timeoutMs }), clock, limits);
    gateways.push(gateway);
    return gateway;
  }

  const targetOf = (api: FakeKubernetesApi, changes: Partial<ReviewTarget> = {}): ReviewTarget => ({
    configurationId: api.url,
    configurationVersion: 1,
    kubernetesHost: api.url,
    caCertificate: api.caCertificate,
    ...changes,
  });
  /** A request for a new token each time: no two are the same review. */
  function newRequest(api: FakeKubernetesApi = cluster): ReviewRequest {
    const token = api.issueToken(APP);
    return { reviewerJwt: token, serviceAccountJwt: token, claimedSubject: undefined, audiences: [] };
  }
  const reviewNew = (gateway: TokenReviewGateway, api = cluster) => gateway.review(targetOf(api), newRequest(api));

  it("passes on what the cluster says", async () => {
    const gateway = guard();
    expect(await reviewNew(gateway)).toMatchObject({
      kind: "authenticated",
      username: "system:serviceaccount:shop:app",
    });
    const request = newRequest();
    cluster.deleteServiceAccount(APP);
    cluster.createServiceAccount(APP);
    expect(
      await gateway.review(targetOf(cluster), { ...newRequest(), serviceAccountJwt: request.serviceAccountJwt }),
    ).toMatchObject({ kind: "not_authenticated" });
  });

  it("lets logins of one cluster through while another hangs with every slot and its queue full", async () => {
    await using hanging = await startCluster();
    hanging.answerAlways({ kind: "hang" });
    const limits = { concurrent: 3, waiting: 4, maxWaitMs: LONG };
    const gateway = guard(limits);
    let settled = 0;
    const stuck = Array.from({ length: limits.concurrent + limits.waiting }, () =>
      reviewNew(gateway, hanging).finally(() => (settled += 1)),
    );
    await expect.poll(() => hanging.requestCount).toBe(limits.concurrent);
    expect(await reviewNew(gateway, hanging)).toEqual({
      kind: "no_answer",
      fault: "overloaded",
      reason: expect.any(String),
      retryAfterSeconds: expect.any(Number),
    });
    const others = await Promise.all(Array.from({ length: 5 }, () => reviewNew(gateway)));
    expect(others.map((outcome) => outcome.kind)).toEqual(Array.from({ length: 5 }, () => "authenticated"));
    expect({ settled, hanging: hanging.requestCount, healthy: cluster.requestCount }).toEqual({
      settled: 0,
      hanging: limits.concurrent,
      healthy: 5,
    });
    await gateway.close();
    expect((await Promise.all(stuck)).every((outcome) => outcome.kind === "no_answer")).toBe(true);
    expect(hanging.requestCount).toBe(limits.concurrent);
  });

  it("never asks for more than its share at a time, and serves the whole queue", async () => {
    cluster.answerAlways({ kind: "delay", ms: 20 });
    const gateway = guard({ concurrent: 2, waiting: 10, maxWaitMs: LONG });
    let done = 0;
    const reviews = Array.from({ length: 10 }, () =>
      reviewNew(gateway).then((outcome) => {
        done += 1;
        expect(cluster.requestCount - done).toBeLessThanOrEqual(2);
        return outcome.kind;
      }),
    );
    expect(new Set(await Promise.all(reviews))).toEqual(new Set(["authenticated"]));
    expect(cluster.requestCount).toBe(10);
  });

  it("answers overloaded when the wait is too long, and takes the next login when there is room", async () => {
    const asked: (() => void)[] = [];
    const slow: TokenReviewGateway = {
      review: () => new Promise((resolve) => asked.push(() => resolve({ kind: "not_authenticated", reason: "no" }))),
      close: () => Promise.resolve(),
    };
    const gateway = guardTokenReviews(slow, clock, { concurrent: 1, waiting: 5, maxWaitMs: 5 });
    const first = reviewNew(gateway);
    expect(await reviewNew(gateway)).toMatchObject({ fault: "overloaded" });
    expect(asked).toHaveLength(1);
    asked[0]?.();
    expect(await first).toMatchObject({ kind: "not_authenticated" });
    const next = reviewNew(gateway);
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.();
    expect(await next).toMatchObject({ kind: "not_authenticated" });
  });

  it("keeps the limits it names, and tells whom it turns away when to come back", async () => {
    let asked = 0;
    const silent: TokenReviewGateway = {
      review: () => new Promise(() => (asked += 1)),
      close: () => Promise.resolve(),
    };
    const gateway = guardTokenReviews(silent, clock);
    gateways.push(gateway);
    const request = newRequest();
    const ask = (id: number) =>
      gateway.review(targetOf(cluster), { ...request, serviceAccountJwt: `${request.serviceAccountJwt}${id}` });
    const room = REVIEW_LIMITS.concurrent + REVIEW_LIMITS.waiting;
    for (let id = 0; id < room; id += 1) void ask(id);
    expect(await ask(room)).toMatchObject({ fault: "overloaded", retryAfterSeconds: OVERLOADED_RETRY_SECONDS });
    expect(asked).toBe(REVIEW_LIMITS.concurrent);
  });

  it("counts every spelling of an API server's address as one", async () => {
    cluster.answerAlways({ kind: "hang" });
    const gateway = guard({ concurrent: 1, waiting: 0 });
    void reviewNew(gateway);
    const other = targetOf(cluster, {
      kubernetesHost: ` ${cluster.url.replace("https", "HTTPS")}/ `,
      configurationId: "b",
    });
    expect(await gateway.review(other, newRequest())).toMatchObject({ fault: "overloaded" });
  });

  it("keeps clusters apart that one host serves at paths of their own, and their breakers", async () => {
    const asked: string[] = [];
    const proxy: TokenReviewGateway = {
      review: ({ kubernetesHost }) => {
        asked.push(kubernetesHost);
        return Promise.resolve({ kind: "no_answer", fault: "timed_out", reason: kubernetesHost });
      },
      close: () => Promise.resolve(),
    };
    const gateway = guardTokenReviews(proxy, clock, { concurrent: 1, waiting: 0 });
    const ask = (path: string) =>
      gateway.review(targetOf(cluster, { kubernetesHost: `https://proxy/k8s/clusters/${path}` }), newRequest());
    const [one, other] = await Promise.all([ask("one"), ask("other")]);
    expect([one, other]).toMatchObject([{ fault: "timed_out" }, { fault: "timed_out" }]);
    for (let failure = 1; failure < FAILURES_TO_OPEN; failure += 1) await ask("one");
    await ask("one");
    await ask("one/");
    expect(asked.filter((host) => host.includes("/one"))).toHaveLength(FAILURES_TO_OPEN);
    await ask("other");
    expect(asked.filter((host) => host.includes("/other"))).toHaveLength(2);
  });

  it("asks once for the same review asked at once, and again after it", async () => {
    cluster.answerAlways({ kind: "delay", ms: 20 });
    const gateway = guard();
    const request = newRequest();
    const ask = () => gateway.review(targetOf(cluster), { ...request });
    const [first, ...rest] = await Promise.all([ask(), ask(), ask()]);
    expect(first).toMatchObject({ kind: "authenticated" });
    expect(rest).toEqual([first, first]);
    expect(cluster.requestCount).toBe(1);
    await ask();
    expect(cluster.requestCount).toBe(2);
  });

  it.each<[string, Partial<ReviewTarget>, Partial<ReviewRequest>]>([
    ["configuration", { configurationId: "another" }, {}],
    ["version of the configuration", { configurationVersion: 2 }, {}],
    ["spelling of the host", { kubernetesHost: "localhost" }, {}],
    ["CA", { caCertificate: "" }, {}],
    ["audience", {}, { audiences: ["podpass"] }],
    ["split of the audiences", {}, { audiences: ["a,b"] }],
    ["reviewer", {}, { reviewerJwt: "another" }],
    ["token", {}, { serviceAccountJwt: "another" }],
  ])("does not share a review with another %s", async (_what, target, request) => {
    const asked: unknown[] = [];
    const recording: TokenReviewGateway = {
      review: (...call) => {
        asked.push(call);
        return Promise.resolve({ kind: "not_authenticated", reason: "no" });
      },
      close: () => Promise.resolve(),
    };
    const gateway = guardTokenReviews(recording, clock);
    const base = { ...newRequest(), audiences: ["a", "b"] };
    await Promise.all([
      gateway.review(targetOf(cluster), base),
      gateway.review(targetOf(cluster, target), { ...base, ...request }),
    ]);
    expect(asked).toHaveLength(2);
  });

  async function openBreaker(gateway: TokenReviewGateway): Promise<void> {
    cluster.answerAlways({ kind: "reset" });
    for (let failures = 0; failures < FAILURES_TO_OPEN; failures += 1) {
      expect(await reviewNew(gateway)).toMatchObject({ kind: "no_answer", fault: "unreachable" });
    }
    expect(cluster.requestCount).toBe(FAILURES_TO_OPEN);
  }

  it("leaves a cluster alone that only fails, saying why, until one probe is answered", async () => {
    const gateway = guard();
    await openBreaker(gateway);
    const answered = await Promise.all([reviewNew(gateway), reviewNew(gateway)]);
    for (const outcome of answered) {
      expect(outcome).toEqual({
        kind: "no_answer",
        fault: "unreachable",
        reason: expect.stringContaining("ECONNRESET"),
        retryAfterSeconds: OPEN_MS / 1000,
      });
    }
    expect(cluster.requestCount).toBe(FAILURES_TO_OPEN);

    clock.advanceSeconds(OPEN_MS / 1000);
    expect((await Promise.all([reviewNew(gateway), reviewNew(gateway)])).map((outcome) => outcome.kind)).toEqual([
      "no_answer",
      "no_answer",
    ]);
    expect(cluster.requestCount).toBe(FAILURES_TO_OPEN + 1);

    clock.advanceSeconds(OPEN_MS / 1000);
    cluster.behaveNormally();
    expect(await reviewNew(gateway)).toMatchObject({ kind: "authenticated" });
    expect(await reviewNew(gateway)).toMatchObject({ kind: "authenticated" });
    expect(cluster.requestCount).toBe(FAILURES_TO_OPEN + 3);
  });

  it("answers those who waited at once when the breaker opens, without asking for them", async () => {
    cluster.answerAlways({ kind: "hang" });
    const gateway = guard({ concurrent: FAILURES_TO_OPEN, waiting: 20, maxWaitMs: LONG }, 300);
    const outcomes = await Promise.all(Array.from({ length: FAILURES_TO_OPEN + 20 }, () => reviewNew(gateway)));
    expect(new Set(outcomes.map((outcome) => outcome.kind === "no_answer" && outcome.fault))).toEqual(
      new Set(["timed_out"]),
    );
    // The slots that come free before the last failure is counted are used: never as many as a second round.
    expect(cluster.requestCount).toBeLessThan(2 * FAILURES_TO_OPEN);
  });

  it("does not close a cluster to others for one configuration's wrong CA", async () => {
    const gateway = guard();
    await using other = await startCluster();
    const wrong = targetOf(cluster, { configurationId: "wrong", caCertificate: other.caCertificate });
    for (let failures = 0; failures <= FAILURES_TO_OPEN; failures += 1) {
      expect(await gateway.review(wrong, newRequest())).toMatchObject({ fault: "tls_untrusted" });
    }
    expect(await reviewNew(gateway)).toMatchObject({ kind: "authenticated" });
  });

  it.each([
    ["authenticated: false", { kind: "review", review: (normal: object) => ({ ...normal, status: {} }) }],
    ["401", { kind: "raw", status: 401, body: "{}" }],
    ["403", { kind: "raw", status: 403, body: "{}" }],
    ["500", { kind: "raw", status: 500, body: "{}" }],
  ] as const)("goes on asking a cluster that answers %s", async (_what, behaviour) => {
    cluster.answerAlways(behaviour);
    const gateway = guard();
    for (let answers = 0; answers < 3 * FAILURES_TO_OPEN; answers += 1) await reviewNew(gateway);
    expect(cluster.requestCount).toBe(3 * FAILURES_TO_OPEN);
  });

  it("gives slot and probe back when the gateway throws", async () => {
    const throwing: TokenReviewGateway = {
      review: () => Promise.reject(new Error("a fault of ours")),
      close: () => Promise.resolve(),
    };
    const gateway = guardTokenReviews(throwing, clock, { concurrent: 1, waiting: 0 });
    for (let round = 0; round < 3; round += 1) await expect(reviewNew(gateway)).rejects.toThrow("a fault of ours");
  });
});
