import { TestClock } from "@podpass/testing";
import { describe, expect, it } from "vitest";
import { FAILURES_TO_OPEN } from "../kubernetes-auth/circuit-breaker.ts";
import { guardTokenReviews } from "../kubernetes-auth/review-guard.ts";
import type { TokenReviewOutcome } from "../kubernetes-auth/token-review.gateway.ts";
import type { ConnectionFacts, ConnectionGateway } from "./connection.gateway.ts";
import { guardConnections } from "./guard-connections.ts";

const FACTS: ConnectionFacts = {
  addresses: [],
  connectMs: null,
  fault: { fault: "unreachable", reason: "down" },
  protocol: null,
  certificates: [],
  review: null,
};
const ANSWER: TokenReviewOutcome = { kind: "not_authenticated", reason: "expired" };
const target = (host: string) => ({ kubernetesHost: host, caCertificate: "" });
const reviewTarget = (host: string) => ({ ...target(host), configurationId: host, configurationVersion: 1 });
const request = (jwt: string) => ({ reviewerJwt: "r", serviceAccountJwt: jwt, claimedSubject: "x", audiences: [] });

describe("looks at API servers under guard", () => {
  /** Looks and reviews that wait until they are let go. */
  function gated() {
    const open = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    const gateway: ConnectionGateway = {
      async probe() {
        running += 1;
        most = Math.max(most, running);
        await open.promise;
        running -= 1;
        return FACTS;
      },
    };
    const reviews = guardTokenReviews({ review: async () => ANSWER, close: async () => {} }, new TestClock(), {
      concurrent: 4,
    });
    return { connections: guardConnections(gateway, reviews), reviews, letGo: open.resolve, most: () => most };
  }

  it("are few at a time for each server, and leave it to logins", async () => {
    const { connections, reviews, letGo, most } = gated();
    const looks = Array.from({ length: 10 }, () => connections.probe(target("https://a:6443"), null));
    // The same server in another spelling.
    looks.push(connections.probe(target("A:6443"), null));
    const elsewhere = connections.probe(target("https://b:6443"), null);
    expect(await reviews.review(reviewTarget("https://a:6443"), request("one"))).toBe(ANSWER);
    expect(most()).toBe(3);
    letGo();
    expect(await Promise.all([...looks, elsewhere])).toEqual(Array.from({ length: 12 }, () => FACTS));
    expect(most()).toBe(3);
  });

  it("are turned away at once when too many wait", async () => {
    const { connections, letGo } = gated();
    const looks = Array.from({ length: 18 }, () => connections.probe(target("a"), null));
    expect(await connections.probe(target("a"), null)).toBeNull();
    letGo();
    expect(await Promise.all(looks)).not.toContain(null);
  });

  it("open no breaker however often they fail", async () => {
    const { connections, reviews, letGo } = gated();
    letGo();
    for (let count = 0; count <= FAILURES_TO_OPEN; count += 1) await connections.probe(target("a"), null);
    expect(await reviews.review(reviewTarget("a"), request("one"))).toBe(ANSWER);
  });

  it("give their place back when they break", async () => {
    const { reviews } = gated();
    const broken = guardConnections({ probe: () => Promise.reject(new Error("broken")) }, reviews);
    for (let count = 0; count < 10; count += 1) {
      await expect(broken.probe(target("a"), null)).rejects.toThrow("broken");
    }
  });
});
