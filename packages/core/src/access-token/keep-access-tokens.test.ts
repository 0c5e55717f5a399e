import { CreateClientSecretInput, ListAccessTokensInput } from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { beforeEach, describe, expect, it } from "vitest";
import * as core from "../index.ts";
import { KEPT_AFTER_END_SECONDS } from "./clean-access-tokens.ts";

describeOnEachDatabase("access tokens, kept", (world) => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await world().otherTenant();
  });
  const from = (ipAddress = "127.0.0.1") => world().publicContext({ ipAddress });
  const list = async () => (await core.listAccessTokens(tenant.admin, ListAccessTokensInput.parse({}))).items;
  const wait = (seconds: number) => world().clock.advanceSeconds(seconds);

  describe("with their last use", () => {
    const store = () => core.storeAccessTokenUses(world().services);

    it("tell when and from where, by one write for any number of requests", async () => {
      const { accessToken } = await tenant.createToken();
      const statements = await recordStatements(async () => {
        for (const address of ["192.0.2.1", "192.0.2.2", "2001:db8::1"]) {
          wait(1);
          await core.verifyAccessToken(from(address), accessToken);
        }
      });
      // The first request reads the token, the others know it.
      expect(statements).toEqual([expect.stringMatching(/^SELECT/)]);
      expect(await list()).toMatchObject([{ lastUsedAt: null, lastUsedIpAddress: null }]);
      expect(await recordStatements(store)).toHaveLength(1);
      const lastUsedAt = world().clock.now();
      expect(await list()).toMatchObject([{ lastUsedAt, lastUsedIpAddress: "2001:db8::1" }]);
      expect(await recordStatements(store)).toEqual([]);
    });

    it("tell it at once where uses are counted", async () => {
      const { accessToken } = await tenant.createToken({ accessTokenMaxUses: 2 });
      await core.verifyAccessToken(from("192.0.2.7"), accessToken);
      const lastUsedAt = world().clock.now();
      expect(await list()).toMatchObject([{ uses: 1, lastUsedAt, lastUsedIpAddress: "192.0.2.7" }]);
    });

    it("never go back: another replica may have seen a newer one", async () => {
      const { accessToken, data } = await tenant.createToken();
      const at = new Date(world().clock.now().getTime() + 60_000);
      await world().services.store.accessTokens.storeUses([{ id: data.id, at, ipAddress: "192.0.2.9" }]);
      await core.verifyAccessToken(from(), accessToken);
      await store();
      expect(await list()).toMatchObject([{ lastUsedAt: at, lastUsedIpAddress: "192.0.2.9" }]);
    });

    it("are not what a refused request is", async () => {
      const { accessToken } = await tenant.createToken({ accessTokenTrustedIps: ["127.0.0.1"] });
      await expect(core.verifyAccessToken(from("192.0.2.1"), accessToken)).rejects.toThrow();
      await store();
      expect(await list()).toMatchObject([{ lastUsedAt: null }]);
    });
  });

  describe("cleaned away", () => {
    const clean = () => core.cleanAccessTokens(world().services);

    it("go a day after they expired or were revoked, to the second, and no others", async () => {
      const revoked = await tenant.createToken({ accessTokenTtlSeconds: 0, accessTokenMaxTtlSeconds: 0 });
      await core.revokeAccessTokens(tenant.admin, { accessTokenIds: [revoked.data.id] });
      await tenant.createToken({ accessTokenTtlSeconds: 1 });
      const live = await tenant.createToken({ accessTokenTtlSeconds: 0, accessTokenMaxTtlSeconds: 0 });
      wait(KEPT_AFTER_END_SECONDS);
      await clean();
      expect((await list()).map(({ state }) => state).sort()).toEqual(["expired", "live", "revoked"]);
      wait(0.001);
      await clean();
      expect((await list()).map(({ state }) => state).sort()).toEqual(["expired", "live"]);
      wait(1);
      await clean();
      expect(await list()).toMatchObject([{ id: live.data.id }]);
      await core.verifyAccessToken(from(), live.accessToken);
      await expect(core.verifyAccessToken(from(), revoked.accessToken)).rejects.toMatchObject({
        code: "access_token.revoked",
      });
    });

    it("leave behind when their identity last logged in", async () => {
      const { id: identityId } = await tenant.createIdentity({ isUniversalAuthAttached: true });
      await core.updateUniversalAuth(tenant.admin, { identityId, accessTokenTtlSeconds: 60 });
      const { clientId } = await core.getUniversalAuth(tenant.admin, { identityId });
      const input = CreateClientSecretInput.parse({ identityId });
      const { clientSecret } = await core.createClientSecret(tenant.admin, input);
      await core.loginWithUniversalAuth(from(), { clientId, clientSecret });
      wait(5);
      await core.loginWithUniversalAuth(from(), { clientId, clientSecret });
      const lastLogin = { lastLoginAt: world().clock.now(), lastLoginAuthMethod: "universal-auth" };
      expect(await core.getIdentity(tenant.admin, { identityId })).toMatchObject(lastLogin);
      wait(KEPT_AFTER_END_SECONDS + 100);
      await clean();
      expect(await list()).toEqual([]);
      expect(await core.getIdentity(tenant.admin, { identityId })).toMatchObject(lastLogin);
    });

    it("leave behind the same when their login method is removed", async () => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.createToken({ identityId });
      const lastLogin = { lastLoginAt: world().clock.now(), lastLoginAuthMethod: "token-auth" };
      wait(5);
      await core.detachTokenAuth(tenant.admin, { identityId });
      expect(await core.getIdentity(tenant.admin, { identityId })).toMatchObject(lastLogin);
    });

    it("go in batches, all of them, while logins go on", async () => {
      const { id: identityId } = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(identityId);
      await world().database.client.$executeRaw`
        INSERT INTO access_tokens (id, organization_id, identity_id, auth_method, max_uses, expires_at, max_expires_at, created_at)
        SELECT gen_random_uuid(), ${tenant.organizationId}::uuid, ${identityId}::uuid, 'kubernetes-auth', 0,
               '2020-01-01', '2020-01-01', '2019-12-31'
        FROM generate_series(1, 1201)`;
      const jwt = world().serviceAccountJwt();
      const logins = Array.from({ length: 5 }, () => core.loginWithKubernetes(from(), { identityId, jwt }));
      await Promise.all([clean(), clean(), ...logins]);
      await clean();
      expect(await list()).toHaveLength(5);
    });
  });
});
