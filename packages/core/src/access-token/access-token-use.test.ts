import { CreateClientSecretInput, type IdentityOutput } from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeEach, describe, expect, it } from "vitest";
import {
  createClientSecret,
  deleteIdentity,
  detachUniversalAuth,
  loginWithKubernetes,
  loginWithUniversalAuth,
  renewAccessToken,
  revokeAccessToken,
  revokeClientSecret,
  updateIdentity,
  updateKubernetesAuth,
  verifyAccessToken,
} from "../index.ts";

describeOnEachDatabase("an access token", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });

  const from = (ipAddress?: string) => world().publicContext(ipAddress === undefined ? {} : { ipAddress });
  const verify = (accessToken: string, ipAddress?: string) => verifyAccessToken(from(ipAddress), accessToken);
  const renew = (accessToken: string, ipAddress?: string) => renewAccessToken(from(ipAddress), { accessToken });
  const revoke = (accessToken: string, ipAddress?: string) => revokeAccessToken(from(ipAddress), { accessToken });
  const rowOf = () => world().database.client.accessToken.findFirstOrThrow({ where: { identityId: identity.id } });
  async function logIn(policy: Parameters<Tenant["attachKubernetesAuth"]>[1] = {}): Promise<string> {
    await tenant.attachKubernetesAuth(identity.id, policy);
    const jwt = world().serviceAccountJwt();
    return (await loginWithKubernetes(from(), { identityId: identity.id, jwt })).accessToken;
  }
  const wait = (seconds: number) => world().clock.advanceSeconds(seconds);

  describe("in use", () => {
    it("acts as its identity, with the role the identity has now", async () => {
      const token = await logIn();
      const before = await verify(token);
      expect(() => before.authorize("identity:read")).toThrow("You are not allowed to do this");
      await updateIdentity(tenant.admin, { identityId: identity.id, role: "admin" });
      const ctx = await verify(token);
      ctx.authorize("identity:read");
      expect(ctx.actor).toMatchObject({ type: "identity", id: identity.id, name: identity.name });
    });

    it("costs one read, and one write when its uses are counted", async () => {
      const unlimited = await logIn();
      expect(await recordStatements(() => verify(unlimited))).toHaveLength(1);
      const other = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(other.id, { accessTokenMaxUses: 5 });
      const jwt = world().serviceAccountJwt();
      const limited = await loginWithKubernetes(from(), { identityId: other.id, jwt });
      expect(await recordStatements(() => verify(limited.accessToken))).toHaveLength(2);
    });

    it("is valid to the second", async () => {
      const token = await logIn({ accessTokenTtlSeconds: 60, accessTokenMaxTtlSeconds: 60 });
      wait(59.999);
      await verify(token);
      wait(0.001);
      await expect(verify(token)).rejects.toMatchObject({ code: "access_token.expired" });
      await expect(renew(token)).rejects.toMatchObject({ code: "access_token.expired" });
    });

    it("is held to the trusted IPs of the configuration as it is now", async () => {
      const token = await logIn();
      await updateKubernetesAuth(tenant.admin, { identityId: identity.id, accessTokenTrustedIps: ["10.0.0.0/8"] });
      for (const act of [verify, renew, revoke]) {
        await expect(act(token, "192.0.2.1")).rejects.toMatchObject({ code: "auth.ip_not_trusted" });
      }
      await verify(token, "10.1.2.3");
      await verify(token, "::ffff:10.1.2.3");
    });

    it("with N uses serves exactly N of many requests at once", async () => {
      const token = await logIn({ accessTokenMaxUses: 7 });
      const results = await Promise.allSettled(Array.from({ length: 50 }, () => verify(token)));
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(7);
      for (const result of results) {
        if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "access_token.used_up" });
      }
      expect((await rowOf()).uses).toBe(7);
      await expect(renew(token)).rejects.toMatchObject({ code: "access_token.used_up" });
      await revoke(token);
    });

    it("loses no use to a request that was refused", async () => {
      const token = await logIn({ accessTokenMaxUses: 2, accessTokenTrustedIps: ["127.0.0.1"] });
      await expect(verify(token, "192.0.2.1")).rejects.toMatchObject({ code: "auth.ip_not_trusted" });
      expect((await rowOf()).uses).toBe(0);
    });

    it.each(["", "junk", "a.b.c"])("is not %j", async (token) => {
      for (const act of [verify, renew, revoke]) {
        await expect(act(token)).rejects.toMatchObject({ code: "access_token.invalid" });
      }
    });
  });

  describe("renewed", () => {
    it("lives for the TTL configured at renewal, beside the old JWT, and shares its uses", async () => {
      const old = await logIn({ accessTokenTtlSeconds: 60, accessTokenMaxTtlSeconds: 3600, accessTokenMaxUses: 3 });
      wait(30);
      await updateKubernetesAuth(tenant.admin, { identityId: identity.id, accessTokenTtlSeconds: 600 });
      const renewed = await renew(old);
      expect(renewed).toEqual({ accessToken: expect.any(String), expiresInSeconds: 600, maxTtlSeconds: 3600 });
      await verify(old);
      await verify(renewed.accessToken);
      expect(await rowOf()).toMatchObject({ uses: 2, renewals: 1, lastRenewedAt: world().clock.now() });
      wait(30);
      await expect(verify(old)).rejects.toMatchObject({ code: "access_token.expired" });
      await verify(renewed.accessToken);
      expect(await tenant.auditEvents("access_token.renew")).toMatchObject([
        { actorType: "identity", actorId: identity.id },
      ]);
    });

    it("does not shorten what it had: a lower TTL holds for the new JWT alone", async () => {
      const old = await logIn({ accessTokenTtlSeconds: 600, accessTokenMaxTtlSeconds: 3600 });
      await updateKubernetesAuth(tenant.admin, { identityId: identity.id, accessTokenTtlSeconds: 10 });
      const renewed = await renew(old);
      expect(renewed.expiresInSeconds).toBe(10);
      wait(11);
      await expect(verify(renewed.accessToken)).rejects.toMatchObject({ code: "access_token.expired" });
      await verify(old);
    });

    it("never outlives the max TTL fixed at creation, whatever is configured later", async () => {
      let token = await logIn({ accessTokenTtlSeconds: 60, accessTokenMaxTtlSeconds: 100 });
      const createdAt = world().clock.now().getTime();
      await updateKubernetesAuth(tenant.admin, {
        identityId: identity.id,
        accessTokenTtlSeconds: 9000,
        accessTokenMaxTtlSeconds: 9000,
      });
      wait(40);
      const renewed = await renew(token);
      expect(renewed).toMatchObject({ expiresInSeconds: 60, maxTtlSeconds: 100 });
      token = renewed.accessToken;
      wait(59);
      const last = await renew(token);
      expect(last.expiresInSeconds).toBe(1);
      wait(1);
      for (const act of [verify, renew]) {
        await expect(act(last.accessToken)).rejects.toMatchObject({ code: "access_token.expired" });
      }
      expect((await rowOf()).expiresAt.getTime()).toBe(createdAt + 100_000);
    });

    it("is the same when it is refused or cannot be written down", async () => {
      const token = await logIn();
      const before = await rowOf();
      await expect(renewAccessToken(withoutAudit(from()), { accessToken: token })).rejects.toThrow();
      expect(await rowOf()).toEqual(before);
      await verify(token);
    });
  });

  describe("revoked", () => {
    it("is refused at once with every JWT issued for it", async () => {
      const old = await logIn();
      const { accessToken: renewed } = await renew(old);
      await revoke(renewed);
      for (const token of [old, renewed]) {
        for (const act of [verify, renew]) {
          await expect(act(token)).rejects.toMatchObject({ code: "access_token.revoked" });
        }
        await revoke(token);
        const refused = revokeAccessToken(from(), { accessToken: token }, "refuse");
        await expect(refused).rejects.toMatchObject({ code: "access_token.revoked" });
      }
      expect(await tenant.auditEvents("access_token.revoke")).toHaveLength(1);
    });

    it("is not, when the revocation cannot be written down", async () => {
      const token = await logIn();
      await expect(revokeAccessToken(withoutAudit(from()), { accessToken: token })).rejects.toThrow();
      await verify(token);
    });

    it("once, by however many calls at once", async () => {
      const token = await logIn();
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => revoke(token)));
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(8);
      expect(await tenant.auditEvents("access_token.revoke")).toHaveLength(1);
    });

    it("before is held to the trusted IPs all the same", async () => {
      const token = await logIn();
      await revoke(token);
      await updateKubernetesAuth(tenant.admin, { identityId: identity.id, accessTokenTrustedIps: ["10.0.0.0/8"] });
      await revoke(token, "10.1.2.3");
      await expect(revoke(token, "192.0.2.1")).rejects.toMatchObject({ code: "auth.ip_not_trusted" });
    });
  });

  describe("of a client secret", () => {
    async function clientSecret(input: { ttlSeconds?: number; maxUses?: number } = {}) {
      identity = await tenant.createIdentity({ isUniversalAuthAttached: true });
      const made = await createClientSecret(
        tenant.admin,
        CreateClientSecretInput.parse({ identityId: identity.id, ...input }),
      );
      const { clientId } = await world().database.client.universalAuth.findUniqueOrThrow({
        where: { identityId: identity.id },
      });
      return { ...made, clientId };
    }
    const logInWith = (secret: { clientId: string; clientSecret: string }) => loginWithUniversalAuth(from(), secret);

    it("is issued for the right secret, and the same answer is given to every wrong one", async () => {
      const secret = await clientSecret({ maxUses: 1 });
      const { accessToken } = await logInWith(secret);
      await verify(accessToken);
      const expired = await clientSecret({ ttlSeconds: 10 });
      const revoked = await clientSecret();
      await revokeClientSecret(tenant.admin, { identityId: identity.id, clientSecretId: revoked.data.id });
      wait(10);
      const wrong = [
        secret,
        expired,
        revoked,
        { ...revoked, clientSecret: "wrong" },
        { ...revoked, clientId: "wrong" },
        { ...revoked, clientId: "00000000-0000-4000-8000-000000000000" },
      ];
      for (const attempt of wrong) {
        await expect(logInWith(attempt)).rejects.toMatchObject({
          code: "universal_auth.invalid_credentials",
          message: "Invalid credentials",
        });
      }
    });

    it("is issued exactly as often as the secret may be used", async () => {
      const secret = await clientSecret({ maxUses: 3 });
      const results = await Promise.allSettled(Array.from({ length: 12 }, () => logInWith(secret)));
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(3);
      expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(3);
    });

    it("dies with the secret, with Universal Auth and with the identity", async () => {
      const endings = [
        (clientSecretId: string) => revokeClientSecret(tenant.admin, { identityId: identity.id, clientSecretId }),
        () => detachUniversalAuth(tenant.admin, { identityId: identity.id }),
        () => deleteIdentity(tenant.admin, { identityId: identity.id }),
      ];
      for (const end of endings) {
        const secret = await clientSecret();
        const { accessToken } = await logInWith(secret);
        await end(secret.data.id);
        await expect(verify(accessToken)).rejects.toMatchObject({ code: "access_token.revoked" });
        await expect(logInWith(secret)).rejects.toMatchObject({ code: "universal_auth.invalid_credentials" });
      }
    });
  });
});
