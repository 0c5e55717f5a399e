import type { IdentityOutput } from "@podpass/contracts";
import { CreateClientSecretInput, UNIVERSAL_AUTH_DEFAULTS } from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import {
  attachUniversalAuth,
  createClientSecret,
  deleteIdentity,
  loginWithKubernetes,
  loginWithUniversalAuth,
  revokeClientSecret,
} from "../index.ts";

describeOnEachDatabase("the record of login attempts", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });

  const request = { ipAddress: "192.0.2.7", requestId: "req-pod", userAgent: "pod/1.0" };
  const logIn = (jwt: string, identityId = identity.id) =>
    loginWithKubernetes(world().publicContext(request), { identityId, jwt });
  const refusedLogin = (jwt: string, identityId?: string) =>
    expect(logIn(jwt, identityId)).rejects.toMatchObject({ name: "AppError" });
  const attempts = () =>
    world().database.client.loginAttempt.findMany({ where: { organizationId: tenant.organizationId } });
  const from = { requestId: "req-pod", ipAddress: "192.0.2.7", userAgent: "pod/1.0" };

  it("holds who was let in, from which pod and node, and the token it got", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    await logIn(world().serviceAccountJwt({ podName: "worker-7d9", nodeName: "node-a" }));
    const token = await world().database.client.accessToken.findFirstOrThrow({ where: { identityId: identity.id } });
    const [attempt, ...others] = await attempts();
    expect(others).toEqual([]);
    expect(attempt).toMatchObject({
      ...from,
      identityId: identity.id,
      occurredAt: world().clock.now(),
      authMethod: "kubernetes-auth",
      result: "accepted",
      isProven: true,
      reason: null,
      errorCode: null,
      serviceAccountNamespace: "payments",
      serviceAccountName: "worker",
      serviceAccountUid: token.serviceAccountUid,
      podName: "worker-7d9",
      nodeName: "node-a",
      credentialFingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      accessTokenId: token.id,
    });
    expect(attempt?.checks).not.toContainEqual(expect.objectContaining({ verdict: "failed" }));
  });

  it("holds who was refused after proof, by which check and what it expected", async () => {
    await tenant.attachKubernetesAuth(identity.id, { allowedNamespaces: "billing" });
    await refusedLogin(world().serviceAccountJwt({ podName: "worker-7d9" }));
    expect(await attempts()).toMatchObject([
      {
        ...from,
        result: "refused",
        isProven: true,
        reason: "namespace",
        errorCode: "kubernetes_auth.namespace_not_allowed",
        serviceAccountNamespace: "payments",
        serviceAccountName: "worker",
        podName: "worker-7d9",
        accessTokenId: null,
        checks: expect.arrayContaining([
          expect.objectContaining({ name: "namespace", verdict: "failed", expected: "billing", got: "payments" }),
        ]),
      },
    ]);
  });

  it("claims nothing of a caller who has proven nothing", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    await refusedLogin(world().serviceAccountJwt({ expiresInSeconds: -3600, podName: "worker-7d9" }));
    expect(await attempts()).toMatchObject([
      {
        result: "refused",
        isProven: false,
        reason: "authenticated",
        errorCode: "auth.login_refused",
        serviceAccountNamespace: null,
        podName: null,
      },
    ]);
  });

  it("belongs to no organization when the identity is unknown, and is then not kept", async () => {
    const count = () => world().database.client.loginAttempt.count();
    const before = await count();
    await refusedLogin(world().serviceAccountJwt(), "00000000-0000-4000-8000-000000000000");
    await refusedLogin(world().serviceAccountJwt(), "not an id");
    expect(await count()).toBe(before);
  });

  it("holds no JWT", async () => {
    await tenant.attachKubernetesAuth(identity.id, { allowedNames: "other" });
    const jwt = world().serviceAccountJwt();
    await refusedLogin(jwt);
    for (const segment of jwt.split(".")) expect(JSON.stringify(await attempts())).not.toContain(segment);
  });

  it("outlives the identity", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    await logIn(world().serviceAccountJwt());
    await deleteIdentity(tenant.admin, { identityId: identity.id });
    expect(await attempts()).toMatchObject([{ identityId: identity.id, result: "accepted" }]);
  });

  it("costs a refusal one statement, and none when there are too many", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const refuse = () => recordStatements(() => refusedLogin("junk"));
    expect((await refuse()).map((text) => text.split(/\s/)[0])).toEqual(["SELECT", "WITH"]);
    for (let count = 0; count < 100; count += 1) await refusedLogin("junk");
    expect(await refuse()).toEqual([]);
  });

  it("tells the ways a client secret is refused apart", async () => {
    const universalAuth = await attachUniversalAuth(tenant.admin, {
      identityId: identity.id,
      ...UNIVERSAL_AUTH_DEFAULTS,
      clientSecretTrustedIps: ["192.0.2.0/24"],
    });
    const made = await createClientSecret(tenant.admin, CreateClientSecretInput.parse({ identityId: identity.id }));
    const login = (clientSecret: string, ipAddress = request.ipAddress) =>
      loginWithUniversalAuth(world().publicContext({ ...request, ipAddress }), {
        clientId: universalAuth.clientId,
        clientSecret,
      });
    await login(made.clientSecret);
    await expect(login("hunter2")).rejects.toThrow();
    await expect(login(made.clientSecret, "10.0.0.1")).rejects.toThrow();
    await revokeClientSecret(tenant.admin, { identityId: identity.id, clientSecretId: made.data.id });
    await expect(login(made.clientSecret)).rejects.toThrow();
    const held = new Map((await attempts()).map((attempt) => [attempt.reason, attempt]));
    const fingerprint = expect.stringMatching(/^[0-9a-f]{12}$/);
    expect(Object.fromEntries(held)).toMatchObject({
      null: { result: "accepted", authMethod: "universal-auth", credentialFingerprint: fingerprint },
      client_secret: { isProven: false, credentialFingerprint: null, errorCode: "universal_auth.invalid_credentials" },
      trusted_ip: { isProven: true, credentialFingerprint: fingerprint, errorCode: "auth.ip_not_trusted" },
      client_secret_live: { isProven: true, credentialFingerprint: fingerprint },
    });
  });
});
