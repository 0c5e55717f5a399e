import { CreateClientSecretInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("the number of live access tokens", (world) => {
  let tenant: Tenant;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity({ isUniversalAuthAttached: true })).id;
  });

  const count = (clientSecretId?: string) => core.countLiveAccessTokens(tenant.admin, { identityId, clientSecretId });
  const withKubernetes = () =>
    core.loginWithKubernetes(world().publicContext(), { identityId, jwt: world().serviceAccountJwt() });

  async function clientSecretWithLogins(times: number): Promise<string> {
    const { clientId } = await core.getUniversalAuth(tenant.admin, { identityId });
    const made = await core.createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId }));
    for (let time = 0; time < times; time++) {
      await core.loginWithUniversalAuth(world().publicContext(), { clientId, clientSecret: made.clientSecret });
    }
    return made.data.id;
  }

  it("is told by the login method and by the client secret they came from", async () => {
    expect(await count()).toEqual({
      total: 0,
      byAuthMethod: { "universal-auth": 0, "kubernetes-auth": 0, "token-auth": 0 },
    });
    await tenant.attachKubernetesAuth(identityId);
    const one = await clientSecretWithLogins(1);
    const two = await clientSecretWithLogins(2);
    for (let time = 0; time < 4; time++) await withKubernetes();
    expect(await count()).toEqual({
      total: 7,
      byAuthMethod: { "universal-auth": 3, "kubernetes-auth": 4, "token-auth": 0 },
    });
    expect([(await count(one)).total, (await count(two)).total]).toEqual([1, 2]);
  });

  it("leaves out what is revoked, used up or expired", async () => {
    await tenant.attachKubernetesAuth(identityId, { accessTokenMaxUses: 1, accessTokenTtlSeconds: 60 });
    const [revoked, usedUp] = [await withKubernetes(), await withKubernetes()];
    await withKubernetes();
    expect((await count()).total).toBe(3);
    await core.revokeAccessToken(world().publicContext(), { accessToken: revoked.accessToken });
    expect((await count()).total).toBe(2);
    await core.verifyAccessToken(world().publicContext(), usedUp.accessToken);
    expect((await count()).total).toBe(1);
    world().clock.advanceSeconds(60);
    expect((await count()).total).toBe(0);
  });

  it("is what the audit event says ended", async () => {
    await tenant.attachKubernetesAuth(identityId, { accessTokenMaxUses: 1 });
    const usedUp = await withKubernetes();
    await withKubernetes();
    await core.verifyAccessToken(world().publicContext(), usedUp.accessToken);
    await core.detachKubernetesAuth(tenant.admin, { identityId });
    const clientSecretId = await clientSecretWithLogins(2);
    await core.revokeClientSecret(tenant.admin, { identityId, clientSecretId });
    expect(await tenant.auditEvents("kubernetes_auth.detach")).toMatchObject([{ detail: { endedTokenCount: 1 } }]);
    expect(await tenant.auditEvents("client_secret.revoke")).toMatchObject([{ detail: { endedTokenCount: 2 } }]);
  });

  it("is for those who may read identities, and of their own organization", async () => {
    const stranger = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(core.countLiveAccessTokens(stranger, { identityId })).rejects.toMatchObject({
      code: "auth.permission_denied",
    });
    const elsewhere = (await world().otherTenant()).admin;
    await expect(core.countLiveAccessTokens(elsewhere, { identityId })).rejects.toMatchObject({
      code: "identity.not_found",
    });
  });

  it("counts no token of another identity by naming its client secret", async () => {
    const foreign = await clientSecretWithLogins(1);
    const own = await tenant.createIdentity();
    const answer = await core.countLiveAccessTokens(tenant.admin, { identityId: own.id, clientSecretId: foreign });
    expect(answer.total).toBe(0);
  });
});
