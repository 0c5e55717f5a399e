import { AttachTokenAuthInput, CreateClientSecretInput, type ExistingTokens } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant, type World } from "@podpass/testing/world";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import * as core from "../../index.ts";
import type { JwtLife } from "../issue-access-token.ts";
import { wholeSeconds } from "../lifetime.ts";
import { verifyAccessTokenAgain } from "../verify-access-token.ts";
import { type Policy, type Step, Steps } from "./steps.ts";
import { endOf, endOfRevocation, endOfUse, issued, type JwtModel, renew, revokeUnlessExpired } from "./token-model.ts";

/** A login method of a new identity. */
interface Method {
  /** Of the JWTs it issues. */
  life: JwtLife;
  configure(config: ReturnType<typeof asConfig>): Promise<unknown>;
  issue(): Promise<{ accessToken: string }>;
}

const asConfig = ({ ttlSeconds, maxTtlSeconds, maxUses }: Policy, existingTokens: ExistingTokens) => ({
  accessTokenTtlSeconds: ttlSeconds,
  accessTokenMaxTtlSeconds: maxTtlSeconds,
  accessTokenMaxUses: maxUses,
  existingTokens,
});

const METHODS = {
  async "Universal Auth"({ publicContext }: World, { admin, createIdentity }: Tenant): Promise<Method> {
    const { id: identityId } = await createIdentity({ isUniversalAuthAttached: true });
    const { clientId } = await core.getUniversalAuth(admin, { identityId });
    const { clientSecret } = await core.createClientSecret(admin, CreateClientSecretInput.parse({ identityId }));
    return {
      life: "renewed",
      configure: (config) => core.updateUniversalAuth(admin, { identityId, ...config }),
      issue: () => core.loginWithUniversalAuth(publicContext(), { clientId, clientSecret }),
    };
  },

  async "Token Auth"(_world: World, { admin, createIdentity }: Tenant): Promise<Method> {
    const { id: identityId } = await createIdentity();
    await core.attachTokenAuth(admin, AttachTokenAuthInput.parse({ identityId }));
    return {
      life: "renewed",
      configure: (config) => core.updateTokenAuth(admin, { identityId, ...config }),
      issue: () => core.createToken(admin, { identityId, name: "" }),
    };
  },

  async "Kubernetes Auth"({ publicContext, serviceAccountJwt }: World, tenant: Tenant): Promise<Method> {
    const { id: identityId } = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identityId);
    return {
      life: "renewed",
      configure: (config) => core.updateKubernetesAuth(tenant.admin, { identityId, ...config }),
      issue: () => core.loginWithKubernetes(publicContext(), { identityId, jwt: serviceAccountJwt() }),
    };
  },

  async "Kubernetes Auth, as Vault's clients log in"(world: World, tenant: Tenant): Promise<Method> {
    const { id: role } = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(role);
    return {
      life: "max-ttl",
      configure: (config) => core.updateKubernetesAuth(tenant.admin, { identityId: role, ...config }),
      issue: () =>
        core.loginWithVaultRole(world.publicContext(), { role, jwt: world.serviceAccountJwt(), mount: "kubernetes" }),
    };
  },
};

describeOnEachDatabase("an access token's whole life", (world) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await world().otherTenant();
  });
  const now = () => wholeSeconds(world().clock.now());
  const from = () => world().publicContext();

  /** Whether it was done; it must have been unless there is a code to refuse it with. */
  async function isDone(act: Promise<unknown>, refusal: string | null): Promise<boolean> {
    if (refusal === null) await act;
    else await expect(act).rejects.toMatchObject({ code: refusal });
    return refusal === null;
  }

  /** Looks at every JWT without using one up. */
  async function expectAsTheyMustBe(jwts: readonly JwtModel[]): Promise<void> {
    for (const jwt of jwts) {
      const isLetIn = await isDone(verifyAccessTokenAgain(from(), jwt.accessToken), endOf(jwt, now()));
      if (now() >= jwt.token.maxExpiresAt || jwt.token.isRevoked) expect(isLetIn).toBe(false);
    }
  }

  /** Does to one JWT what the step says; answers another that came of it. */
  async function act(step: Step, jwt: JwtModel, policy: Policy): Promise<JwtModel | null> {
    const { accessToken, token } = jwt;
    if (step.act === "use") {
      const isUsed = await isDone(core.verifyAccessToken(from(), accessToken), endOfUse(jwt, now()));
      if (isUsed) token.uses++;
      if (token.maxUses > 0) expect(token.uses).toBeLessThanOrEqual(token.maxUses);
    }
    if (step.act === "revoke") {
      const isRevoked = await isDone(core.revokeAccessToken(from(), { accessToken }), endOfRevocation(jwt, now()));
      if (isRevoked) token.isRevoked = true;
    }
    if (step.act !== "renew") return null;
    const renewing = core.renewAccessToken(from(), { accessToken }, step.jwtLife);
    if (!(await isDone(renewing, endOfUse(jwt, now())))) return null;
    const expiresAt = renew(jwt, { policy, life: step.jwtLife, now: now() });
    return { accessToken: (await renewing).accessToken, token, expiresAt };
  }

  async function play(method: Method, steps: readonly Step[]): Promise<void> {
    let policy: Policy = { ttlSeconds: 0, maxTtlSeconds: 0, maxUses: 0 };
    const jwts: JwtModel[] = [];
    for (const step of steps) {
      if (step.act === "wait") world().clock.advanceSeconds(step.ms / 1000);
      else if (step.act === "issue") {
        jwts.push(issued((await method.issue()).accessToken, { policy, life: method.life, now: now() }));
      } else if (step.act === "configure") {
        policy = step.policy;
        await method.configure(asConfig(policy, step.existingTokens));
        if (step.existingTokens === "revoke") for (const { token } of jwts) revokeUnlessExpired(token, now());
      } else {
        const jwt = jwts[step.which % jwts.length];
        const another = jwt && (await act(step, jwt, policy));
        if (another) jwts.push(another);
      }
      await expectAsTheyMustBe(jwts);
    }
  }

  it.each(Object.entries(METHODS))(
    "of %s ends at its expiry to the second, when it is revoked and with its last use, and never outlives its max TTL",
    async (_name, attach) => {
      const property = fc.asyncProperty(Steps, async (steps) => play(await attach(world(), tenant), steps));
      await fc.assert(property, { numRuns: 10 });
    },
  );
});
