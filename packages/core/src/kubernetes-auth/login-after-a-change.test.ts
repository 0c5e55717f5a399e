import type { AuditAction, IdentityOutput } from "@podpass/contracts";
import { describeOnEachDatabase, refusalOf, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import {
  type AppError,
  deleteIdentity,
  detachKubernetesAuth,
  disableOrganization,
  loginWithKubernetes,
  updateKubernetesAuth,
  verifyAccessToken,
} from "../index.ts";

describeOnEachDatabase("a login with Kubernetes after a change", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });

  const jwt = () => world().serviceAccountJwt();
  const login = () => loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt: jwt() });
  const change = (input: object) => updateKubernetesAuth(tenant.admin, { identityId: identity.id, ...input });
  const events = (action: AuditAction) => tenant.auditEvents(action);

  it.each<[string, AppError["code"], () => Promise<unknown>]>([
    ["its names are changed", "kubernetes_auth.name_not_allowed", () => change({ allowedNames: "other" })],
    ["its addresses are changed", "auth.ip_not_trusted", () => change({ accessTokenTrustedIps: ["192.0.2.1"] })],
    ["it is removed", "auth.login_refused", () => detachKubernetesAuth(tenant.admin, { identityId: identity.id })],
    ["the identity is deleted", "auth.login_refused", () => deleteIdentity(tenant.admin, { identityId: identity.id })],
    ["the organization is disabled", "auth.login_refused", () => disableOrganization(tenant.admin)],
  ])("goes by no configuration of before from the next login on when %s", async (_what, code, act) => {
    await tenant.attachKubernetesAuth(identity.id);
    await login();
    await login();
    await act();
    expect(await refusalOf(login())).toMatchObject({ code });
  });

  it.each<[string, AppError["code"], () => Promise<unknown>]>([
    ["its identity deleted", "auth.login_refused", () => deleteIdentity(tenant.admin, { identityId: identity.id })],
    [
      "its login method removed",
      "auth.login_refused",
      () => detachKubernetesAuth(tenant.admin, { identityId: identity.id }),
    ],
    [
      "its namespace taken off the list",
      "kubernetes_auth.namespace_not_allowed",
      () => updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNamespaces: "billing" }),
    ],
  ])("lets nobody in who had %s while the cluster was asked", async (_what, code, change) => {
    await tenant.attachKubernetesAuth(identity.id);
    const { tokenReviews } = world().services;
    const changing: typeof tokenReviews = {
      ...tokenReviews,
      async review(target, request) {
        const outcome = await tokenReviews.review(target, request);
        if (target.configurationVersion === 1) await change();
        return outcome;
      },
    };
    const ctx = { ...world().publicContext(), tokenReviews: changing };
    const attempt = loginWithKubernetes(ctx, { identityId: identity.id, jwt: jwt() });
    expect(await refusalOf(attempt)).toMatchObject({ code });
    expect(await world().database.client.accessToken.count({ where: { identityId: identity.id } })).toBe(0);
    expect(await events("identity.login")).toEqual([]);
  });

  it.each([
    ["the identity", deleteIdentity],
    ["its Kubernetes Auth", detachKubernetesAuth],
  ])("ends every token at once when %s is deleted", async (_what, remove) => {
    await tenant.attachKubernetesAuth(identity.id);
    const { accessToken } = await login();
    await verifyAccessToken(world().publicContext(), accessToken);
    await remove(tenant.admin, { identityId: identity.id });
    await expect(verifyAccessToken(world().publicContext(), accessToken)).rejects.toMatchObject({
      code: "access_token.revoked",
    });
    expect(await refusalOf(login())).toMatchObject({ code: "auth.login_refused" });
  });

  it("does not bring old tokens back to life with a new configuration", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const { accessToken } = await login();
    await detachKubernetesAuth(tenant.admin, { identityId: identity.id });
    await tenant.attachKubernetesAuth(identity.id);
    await expect(verifyAccessToken(world().publicContext(), accessToken)).rejects.toMatchObject({
      code: "access_token.revoked",
    });
  });
});
