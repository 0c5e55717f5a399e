import { UpdateTokenAuthInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import * as core from "../index.ts";

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
