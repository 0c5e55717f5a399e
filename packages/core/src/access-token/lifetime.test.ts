import { MAX_TTL_CEILING_SECONDS } from "@podpass/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expiryAtRenewal, explicitPolicy, lifetimeAtIssue } from "./lifetime.ts";

const at = (iso: string) => new Date(iso);

describe("explicitPolicy", () => {
  it.each([
    [60, 120, 60, 120],
    [0, 120, 120, 120],
    [60, 0, 60, MAX_TTL_CEILING_SECONDS],
    [0, 0, MAX_TTL_CEILING_SECONDS, MAX_TTL_CEILING_SECONDS],
    [500, 120, 120, 120],
  ])("TTL %i, max TTL %i: %i and %i", (ttlSeconds, maxTtlSeconds, ttl, maxTtl) => {
    expect(explicitPolicy({ ttlSeconds, maxTtlSeconds })).toEqual({ ttlSeconds: ttl, maxTtlSeconds: maxTtl });
  });
});

describe("lifetimeAtIssue", () => {
  it("counts whole seconds from the second the token is issued in", () => {
    expect(lifetimeAtIssue({ ttlSeconds: 60, maxTtlSeconds: 3600 }, at("2026-01-01T00:00:00.999Z"))).toEqual({
      expiresAt: at("2026-01-01T00:01:00.000Z"),
      maxExpiresAt: at("2026-01-01T01:00:00.000Z"),
    });
  });
});

describe("expiryAtRenewal", () => {
  const now = at("2026-01-01T00:00:00.500Z");
  it.each<[number, string, string | null]>([
    [60, "2026-01-01T01:00:00.000Z", "2026-01-01T00:01:00.000Z"],
    [60, "2026-01-01T00:01:00.000Z", "2026-01-01T00:01:00.000Z"],
    [60, "2026-01-01T00:00:59.000Z", "2026-01-01T00:00:59.000Z"],
    [60, "2026-01-01T00:00:01.000Z", "2026-01-01T00:00:01.000Z"],
    [60, "2026-01-01T00:00:00.000Z", null],
    [60, "2025-12-31T23:59:59.000Z", null],
    [0, "2026-01-01T01:00:00.000Z", "2026-01-01T01:00:00.000Z"],
  ])("TTL %i with the max TTL at %s ends at %s", (ttlSeconds, maxExpiresAt, expected) => {
    expect(expiryAtRenewal(ttlSeconds, at(maxExpiresAt), now)).toEqual(expected === null ? null : at(expected));
  });

  it("lets no sequence of renewals and changed settings outlive the max TTL fixed at creation", () => {
    const seconds = fc.integer({ min: 0, max: 10_000 });
    const policy = fc.record({ ttlSeconds: seconds, maxTtlSeconds: seconds });
    const step = fc.record({ waitMs: fc.integer({ min: 0, max: 4_000_000 }), ttlSeconds: seconds });
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: at("2020-01-01"), max: at("2100-01-01") }),
        policy,
        fc.array(step),
        (start, first, steps) => {
          const issued = lifetimeAtIssue(first, start);
          const latest = start.getTime() + explicitPolicy(first).maxTtlSeconds * 1000;
          expect(issued.expiresAt.getTime()).toBeLessThanOrEqual(latest);
          let now = start.getTime();
          for (const { waitMs, ttlSeconds } of steps) {
            now += waitMs;
            const expiresAt = expiryAtRenewal(ttlSeconds, issued.maxExpiresAt, new Date(now));
            if (expiresAt === null) {
              expect(now).toBeGreaterThanOrEqual(issued.maxExpiresAt.getTime());
              continue;
            }
            expect(expiresAt.getTime()).toBeLessThanOrEqual(latest);
            expect(expiresAt.getTime()).toBeGreaterThan(now - 1000);
            if (ttlSeconds > 0) expect(expiresAt.getTime()).toBeLessThanOrEqual(now + ttlSeconds * 1000);
          }
        },
      ),
    );
  });
});
