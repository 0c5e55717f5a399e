import {
  CreateClientSecretInput,
  ListAccessTokensInput,
  LoginWithUniversalAuthInput,
  UpdateTokenAuthInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";
import { verifyAccessTokenAgain } from "./verify-access-token.ts";

describeOnEachDatabase("the tokens a changed login method issued before", (world) => {
  let tenant: Tenant;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity()).id;
    await tenant.attachKubernetesAuth(identityId);
  });
  const from = () => world().publicContext();
  const logIn = async () =>
    (await core.loginWithKubernetes(from(), { identityId, jwt: world().serviceAccountJwt() })).accessToken;
  const use = (accessToken: string) => core.verifyAccessToken(from(), accessToken);
  const tighten = (existingTokens?: "keep" | "revoke") =>
    core.updateKubernetesAuth(tenant.admin, { identityId, allowedNames: "worker", existingTokens });

  it("stay unless it is said otherwise", async () => {
    const token = await logIn();
    await tighten();
    await tighten("keep");
    await use(token);
    const events = await tenant.auditEvents("kubernetes_auth.update");
    expect(JSON.stringify(events)).not.toContain("revokedTokenCount");
  });

  it("end when it is, those of other login methods and later ones do not", async () => {
    const [one, two] = [await logIn(), await logIn()];
    const made = await tenant.createToken({ identityId });
    await tighten("revoke");
    for (const token of [one, two]) await expect(use(token)).rejects.toMatchObject({ code: "access_token.revoked" });
    await use(made.accessToken);
    await use(await logIn());
    expect(await tenant.auditEvents("kubernetes_auth.update")).toMatchObject([{ detail: { revokedTokenCount: 2 } }]);
  });

  it("end with each login method", async () => {
    const made = await tenant.createToken({ identityId });
    const input = UpdateTokenAuthInput.parse({ identityId, existingTokens: "revoke" });
    await core.updateTokenAuth(tenant.admin, input);
    await expect(use(made.accessToken)).rejects.toMatchObject({ code: "access_token.revoked" });
    expect(await tenant.auditEvents("token_auth.update")).toMatchObject([{ detail: { revokedTokenCount: 1 } }]);
  });

  it("are none that a login with a client secret gets that was under way", async () => {
    const { id } = await tenant.createIdentity({ isUniversalAuthAttached: true });
    const { clientId } = await core.getUniversalAuth(tenant.admin, { identityId: id });
    const secret = await core.createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId: id }));
    const input = LoginWithUniversalAuthInput.parse({ clientId, clientSecret: secret.clientSecret });
    /** A login whose configuration is changed when it has read it, before it gets its token. */
    const logInDuring = (change: () => Promise<unknown>) => {
      const ctx = from();
      const { findByHash } = ctx.store.clientSecrets;
      const clientSecrets = {
        ...ctx.store.clientSecrets,
        findByHash: async (...by: Parameters<typeof findByHash>) => {
          await change();
          return findByHash(...by);
        },
      };
      return core.loginWithUniversalAuth({ ...ctx, store: { ...ctx.store, clientSecrets } }, input);
    };
    const change = (to: object) =>
      core.updateUniversalAuth(tenant.admin, { identityId: id, existingTokens: "revoke", ...to });

    const issued = await logInDuring(() => change({ accessTokenTtlSeconds: 20, accessTokenMaxTtlSeconds: 60 }));
    expect(issued).toMatchObject({ expiresInSeconds: 20, maxTtlSeconds: 60 });
    const elsewhere = { clientSecretTrustedIps: ["192.0.2.1/32"] };
    await expect(logInDuring(() => change(elsewhere))).rejects.toMatchObject({ code: "auth.ip_not_trusted" });
    await change({ clientSecretTrustedIps: ["0.0.0.0/0"] });
    for (const end of [
      () => core.disableOrganization(tenant.admin),
      () => core.detachUniversalAuth(tenant.admin, { identityId: id }),
    ]) {
      await expect(logInDuring(end)).rejects.toMatchObject({ code: "universal_auth.invalid_credentials" });
      await core.enableOrganization(tenant.admin);
    }
  });

  it("are those, too, whose uses are spent: a stream that one opened goes on until then", async () => {
    const { id } = await tenant.createIdentity();
    await tenant.createToken({ identityId: id, accessTokenMaxUses: 1 });
    const revokeAll = () => core.revokeAccessTokens(tenant.admin, { identityId: id });
    const revokeOne = async () => {
      const { items } = await core.listAccessTokens(
        tenant.admin,
        ListAccessTokensInput.parse({ identityId: id, state: "used-up" }),
      );
      return core.revokeAccessTokens(tenant.admin, { accessTokenIds: items.map((token) => token.id) });
    };
    const configure = () => core.updateTokenAuth(tenant.admin, { identityId: id, existingTokens: "revoke" });
    for (const revoke of [revokeAll, revokeOne, configure]) {
      const { accessToken } = await core.createToken(tenant.admin, { identityId: id, name: "" });
      await use(accessToken);
      await verifyAccessTokenAgain(from(), accessToken);
      await revoke();
      await expect(verifyAccessTokenAgain(from(), accessToken)).rejects.toMatchObject({
        code: "access_token.revoked",
      });
    }
  });

  it("are none that a login decided by what was before still gets", async () => {
    for (let round = 0; round < 5; round++) {
      const logins = Array.from({ length: 6 }, () => logIn().catch(() => null));
      await core.updateKubernetesAuth(tenant.admin, {
        identityId,
        allowedNames: round % 2 === 0 ? "nobody" : "worker",
        existingTokens: "revoke",
      });
      const tokens = (await Promise.all(logins)).filter((token) => token !== null);
      if (round % 2 === 1) continue;
      for (const token of tokens) await expect(use(token)).rejects.toMatchObject({ code: "access_token.revoked" });
    }
  });
});
