import { TOKEN_AUTH_DEFAULTS } from "@podpass/contracts";
import { describeOnEachDatabase, dumpDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("Token Auth", (world) => {
  let tenant: Tenant;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity()).id;
  });
  const from = (ipAddress?: string) => world().publicContext(ipAddress === undefined ? {} : { ipAddress });
  const use = (accessToken: string, ipAddress?: string) => core.verifyAccessToken(from(ipAddress), accessToken);

  it("is one of the identity's login methods, once", async () => {
    await core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS });
    expect((await core.getIdentity(tenant.admin, { identityId })).authMethods).toEqual(["token-auth"]);
    await expect(core.attachTokenAuth(tenant.admin, { identityId, ...TOKEN_AUTH_DEFAULTS })).rejects.toMatchObject({
      code: "token_auth.already_attached",
    });
  });

  it("gives a token that acts as the identity, and keeps nothing of it but its row", async () => {
    const { accessToken, data, ...lifetime } = await tenant.createToken({ identityId, name: "CI" });
    expect(lifetime).toEqual({ expiresInSeconds: 2_592_000, maxTtlSeconds: 2_592_000 });
    expect(data).toMatchObject({ name: "CI", authMethod: "token-auth", state: "live", serviceAccount: null });
    expect((await use(accessToken)).actor).toMatchObject({ type: "identity", id: identityId });
    const [, , signature = ""] = accessToken.split(".");
    expect((await dumpDatabase(world().database)).filter((line) => line.includes(signature))).toEqual([]);
    expect(await tenant.auditEvents("access_token.issue")).toMatchObject([
      { actorType: "user", subjectId: data.id, detail: { identityId, name: "CI" } },
    ]);
  });

  it("holds its tokens to the configured uses, addresses and renewal", async () => {
    const { accessToken } = await tenant.createToken({
      identityId,
      accessTokenTtlSeconds: 60,
      accessTokenMaxTtlSeconds: 100,
      accessTokenMaxUses: 2,
      accessTokenTrustedIps: ["127.0.0.1"],
    });
    await expect(use(accessToken, "192.0.2.1")).rejects.toMatchObject({ code: "auth.ip_not_trusted" });
    await core.updateTokenAuth(tenant.admin, { identityId, accessTokenTtlSeconds: 80 });
    expect(await core.renewAccessToken(from(), { accessToken })).toMatchObject({ expiresInSeconds: 80 });
    await use(accessToken);
    await use(accessToken);
    await expect(use(accessToken)).rejects.toMatchObject({ code: "access_token.used_up" });
  });

  it("takes its tokens along when it is removed", async () => {
    const { accessToken } = await tenant.createToken({ identityId });
    await core.detachTokenAuth(tenant.admin, { identityId });
    await expect(use(accessToken)).rejects.toMatchObject({ code: "access_token.revoked" });
    expect(await tenant.auditEvents("token_auth.detach")).toMatchObject([{ detail: { endedTokenCount: 1 } }]);
    await expect(core.createToken(tenant.admin, { identityId, name: "" })).rejects.toMatchObject({
      code: "token_auth.not_found",
    });
  });

  it("names its tokens anew, and no others", async () => {
    const { data } = await tenant.createToken({ identityId, name: "CI" });
    expect(await core.renameToken(tenant.admin, { accessTokenId: data.id, name: "CD" })).toMatchObject({ name: "CD" });
    expect(await core.getAccessToken(tenant.admin, { accessTokenId: data.id })).toMatchObject({ name: "CD" });
    await tenant.attachKubernetesAuth(identityId);
    await core.loginWithKubernetes(from(), { identityId, jwt: world().serviceAccountJwt() });
    const pod = await world().database.client.accessToken.findFirstOrThrow({
      where: { identityId, authMethod: "kubernetes-auth" },
    });
    await expect(core.renameToken(tenant.admin, { accessTokenId: pod.id, name: "x" })).rejects.toMatchObject({
      code: "access_token.not_found",
    });
  });

  it("hands nobody a token of an identity that holds more than they do", async () => {
    const admin = await tenant.createIdentity({ role: "admin" });
    await core.attachTokenAuth(tenant.admin, { identityId: admin.id, ...TOKEN_AUTH_DEFAULTS });
    const member = await tenant.contextOf({ organizationRole: "member" });
    await expect(core.createToken(member, { identityId: admin.id, name: "" })).rejects.toMatchObject({
      code: "auth.privilege_boundary",
    });
  });
});
