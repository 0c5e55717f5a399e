import { CreateClientSecretInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import * as core from "../index.ts";
import { explicitPolicy, type LifetimePolicy, wholeSeconds } from "./lifetime.ts";

/** What is done to an identity and its tokens, in any order. Seconds are few, so that bounds are met exactly. */
const seconds = fc.integer({ min: 0, max: 6 });
const Step = fc.oneof(
  fc.record({ act: fc.constant("log in" as const) }),
  fc.record({ act: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 4000 }) }),
  fc.record({ act: fc.constant("renew" as const), which: fc.nat(20) }),
  fc.record({ act: fc.constant("configure" as const), ttlSeconds: seconds, maxTtlSeconds: seconds }),
);
type Step = typeof Step extends fc.Arbitrary<infer Value> ? Value : never;

/** A JWT and what must be true of it. */
interface Jwt {
  accessToken: string;
  expiresAt: number;
  maxExpiresAt: number;
}

describeOnEachDatabase("an access token's whole life", (world) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await world().otherTenant();
  });
  const now = () => wholeSeconds(world().clock.now());
  const from = () => world().publicContext();

  async function withUniversalAuth(policy: LifetimePolicy) {
    const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
    const configure = ({ ttlSeconds, maxTtlSeconds }: LifetimePolicy) =>
      core.updateUniversalAuth(tenant.admin, {
        identityId,
        accessTokenTtlSeconds: ttlSeconds,
        accessTokenMaxTtlSeconds: maxTtlSeconds,
      });
    const { clientId } = await configure(policy);
    const input = CreateClientSecretInput.parse({ identityId });
    const { clientSecret } = await core.createClientSecret(tenant.admin, input);
    return { configure, logIn: () => core.loginWithUniversalAuth(from(), { clientId, clientSecret }) };
  }

  async function expectLetIn(jwts: readonly Jwt[]): Promise<void> {
    for (const { accessToken, expiresAt, maxExpiresAt } of jwts) {
      const isLetIn = await core.verifyAccessToken(from(), accessToken).then(
        () => true,
        () => false,
      );
      expect(isLetIn).toBe(now() < expiresAt);
      if (now() >= maxExpiresAt) expect(isLetIn).toBe(false);
    }
  }

  it("ends at its expiry to the second and never after creation + max TTL, whatever happens meanwhile", async () => {
    const play = async (steps: Step[]) => {
      let policy = explicitPolicy({ ttlSeconds: 3, maxTtlSeconds: 5 });
      const { configure, logIn } = await withUniversalAuth(policy);
      const jwts: Jwt[] = [];
      for (const step of steps) {
        if (step.act === "wait") world().clock.advanceSeconds(step.ms / 1000);
        if (step.act === "configure" && (step.maxTtlSeconds === 0 || step.ttlSeconds <= step.maxTtlSeconds)) {
          policy = explicitPolicy(step);
          await configure(step);
        }
        if (step.act === "log in") {
          const { accessToken } = await logIn();
          const maxExpiresAt = now() + policy.maxTtlSeconds;
          jwts.push({ accessToken, expiresAt: now() + policy.ttlSeconds, maxExpiresAt });
        }
        const renewed = step.act === "renew" ? jwts[step.which % Math.max(jwts.length, 1)] : undefined;
        if (renewed) {
          const { accessToken, expiresAt, maxExpiresAt } = renewed;
          const renewing = core.renewAccessToken(from(), { accessToken });
          if (now() >= expiresAt) await expect(renewing).rejects.toMatchObject({ code: "access_token.expired" });
          else {
            const next = Math.min(now() + policy.ttlSeconds, maxExpiresAt);
            jwts.push({ accessToken: (await renewing).accessToken, expiresAt: next, maxExpiresAt });
          }
        }
        await expectLetIn(jwts);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(Step, { minLength: 6, maxLength: 14 }), play), { numRuns: 12 });
  }, 60_000);
});
