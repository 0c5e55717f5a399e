import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("a disabled organization", (world) => {
  let tenant: Tenant;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity()).id;
    await tenant.attachKubernetesAuth(identityId);
  });
  const from = () => world().publicContext();
  const logIn = () => core.loginWithKubernetes(from(), { identityId, jwt: world().serviceAccountJwt() });
  const use = (accessToken: string) => core.verifyAccessToken(from(), accessToken);

  it("lets no identity in, by token, renewal or login, until it is enabled again", async () => {
    const { accessToken } = await logIn();
    expect((await core.disableOrganization(tenant.admin)).disabledAt).toEqual(world().clock.now());
    for (const act of [() => use(accessToken), () => core.renewAccessToken(from(), { accessToken })]) {
      await expect(act()).rejects.toMatchObject({ code: "access_token.revoked" });
    }
    await expect(logIn()).rejects.toMatchObject({ code: "auth.login_refused", message: "Login refused" });
    expect((await core.enableOrganization(tenant.admin)).disabledAt).toBeNull();
    await use(accessToken);
    await logIn();
  });

  it("issues no token to a login that was under way", async () => {
    const ctx = from();
    const { findForLogin } = ctx.store.kubernetesAuths;
    const kubernetesAuths = {
      ...ctx.store.kubernetesAuths,
      findForLogin: async (...by: Parameters<typeof findForLogin>) => {
        const row = await findForLogin(...by);
        await core.disableOrganization(tenant.admin);
        return row;
      },
    };
    const login = core.loginWithKubernetes(
      { ...ctx, store: { ...ctx.store, kubernetesAuths } },
      { identityId, jwt: world().serviceAccountJwt() },
    );
    await expect(login).rejects.toMatchObject({ code: "auth.login_refused" });
  });

  it("has no token made for an identity, and says why", async () => {
    await tenant.createToken({ identityId });
    await core.disableOrganization(tenant.admin);
    await expect(core.createToken(tenant.admin, { identityId, name: "" })).rejects.toMatchObject({
      code: "organization.machine_access_disabled",
    });
  });

  it("leaves other organizations alone, and is disabled by its admins only", async () => {
    const { accessToken } = await logIn();
    await core.disableOrganization((await world().otherTenant()).admin);
    await use(accessToken);
    for (const organizationRole of ["member", "no-access"] as const) {
      const person = await tenant.contextOf({ organizationRole });
      await expect(core.disableOrganization(person)).rejects.toMatchObject({ code: "auth.permission_denied" });
    }
  });
});
