import { type IdentityOutput, TryKubernetesLoginInput } from "@podpass/contracts";
import { describeOnEachDatabase, digestDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { z } from "zod";
import { loginWithKubernetes, tryKubernetesLogin } from "../index.ts";

describeOnEachDatabase("a dry run of a login", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });

  type Attempt = z.input<typeof TryKubernetesLoginInput>;
  const tryLogin = (attempt: Attempt, ctx = tenant.admin) =>
    tryKubernetesLogin(ctx, TryKubernetesLoginInput.parse(attempt));
  const withJwt = (jwt: string, more = {}) => tryLogin({ identityId: identity.id, by: "jwt", jwt, ...more });
  const named = (more = {}) =>
    tryLogin({
      identityId: identity.id,
      by: "service_account",
      namespace: "payments",
      name: "worker",
      audiences: [],
      ...more,
    });
  const verdicts = (checks: { name: string; verdict: string }[]) =>
    Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]));

  it("of a good JWT makes the real review, and says what the pod would get", async () => {
    await tenant.attachKubernetesAuth(identity.id, { accessTokenTtlSeconds: 60, accessTokenMaxUses: 5 });
    const before = world().kubernetes.requestCount;
    const result = await withJwt(world().serviceAccountJwt());
    expect(world().kubernetes.requestCount - before).toBe(1);
    expect(result).toMatchObject({
      outcome: "let_in",
      errorCode: null,
      serviceAccount: { namespace: "payments", name: "worker" },
      accessToken: { ttlSeconds: 60, maxTtlSeconds: 2_592_000, maxUses: 5 },
      claims: { payload: { sub: "system:serviceaccount:payments:worker" } },
    });
    expect(new Set(Object.values(verdicts(result.checks)))).toEqual(new Set(["passed"]));
  });

  it("changes nothing but the audit log, which does not hold the JWT", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const before = await digestDatabase(world().database);
    const jwt = world().serviceAccountJwt();
    await withJwt(jwt);
    await withJwt("junk");
    await named();
    const after = await digestDatabase(world().database);
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed).toEqual(["audit_events"]);
    const events = await tenant.auditEvents("kubernetes_auth.try_login");
    expect(events).toHaveLength(3);
    expect(events).toContainEqual(
      expect.objectContaining({
        subjectId: identity.id,
        detail: expect.objectContaining({ outcome: "refused", failedCheck: "jwt_shape" }),
      }),
    );
    const written = JSON.stringify([events, world().logs]);
    for (const segment of jwt.split(".")) expect(written).not.toContain(segment);
  });

  it.each([
    ["a namespace", { namespace: "other" }, {}],
    ["a JWT that has ended", { expiresInSeconds: -3600 }, {}],
    ["another audience", { audiences: ["else"] }, { allowedAudience: "podpass" }],
    ["a missing pod", {}, { isPodBindingRequired: true }],
  ])("comes to what the login comes to: %s", async (_what, account, config) => {
    await tenant.attachKubernetesAuth(identity.id, { allowedNamespaces: "payments", ...config });
    const jwt = world().serviceAccountJwt(account);
    const dryRun = await withJwt(jwt);
    const login = loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt });
    await expect(login).rejects.toMatchObject({ code: dryRun.errorCode });
    const attempt = await world().database.client.loginAttempt.findFirstOrThrow({ where: { identityId: identity.id } });
    expect(dryRun.checks).toEqual(attempt.checks);
  });

  it("judges an account that is only named by the rules, and never asks the cluster", async () => {
    await tenant.attachKubernetesAuth(identity.id, {
      allowedNamespaces: "payments",
      allowedNames: "worker",
      isPodBindingRequired: true,
    });
    const before = world().kubernetes.requestCount;
    const result = await named();
    expect(world().kubernetes.requestCount).toBe(before);
    expect(result).toMatchObject({ outcome: "rules_pass", errorCode: null, claims: null, serviceAccount: null });
    const { configuration, namespace, name, trusted_ip, ...others } = verdicts(result.checks);
    expect({ configuration, namespace, name, trusted_ip }).toEqual({
      configuration: "passed",
      namespace: "passed",
      name: "passed",
      trusted_ip: "passed",
    });
    expect(new Set(Object.values(others))).toEqual(new Set(["not_reached"]));
  });

  it.each([
    ["namespace", { namespace: "other" }, "kubernetes_auth.namespace_not_allowed"],
    ["name", { name: "cart" }, "kubernetes_auth.name_not_allowed"],
    ["audience", { audiences: ["else"] }, "kubernetes_auth.audience_not_allowed"],
    ["trusted_ip", { ipAddress: "192.0.2.1" }, "auth.ip_not_trusted"],
  ])("names the rule that stands in the way of an account that is only named: %s", async (check, more, errorCode) => {
    await tenant.attachKubernetesAuth(identity.id, {
      allowedNamespaces: "payments",
      allowedNames: "worker",
      allowedAudience: "podpass",
      accessTokenTrustedIps: ["10.0.0.0/8"],
    });
    const result = await named({ audiences: ["podpass"], ipAddress: "10.0.0.1", ...more });
    expect(result).toMatchObject({ outcome: "refused", errorCode });
    expect(result.checks.find(({ verdict }) => verdict === "failed")).toMatchObject({
      name: check,
      remedy: { text: expect.any(String) },
    });
  });

  it.each([
    ["an address that is none", { by: "jwt", jwt: "x", ipAddress: "10.0.0" }, "ipAddress"],
    ["no JWT", { by: "jwt", jwt: " " }, "jwt"],
    ["a namespace that cannot be", { by: "service_account", namespace: "A/b", name: "x", audiences: [] }, "namespace"],
    ["a name that cannot be", { by: "service_account", namespace: "a", name: "-", audiences: [] }, "name"],
  ])("takes no %s", (_what, attempt, field) => {
    const { error } = TryKubernetesLoginInput.safeParse({ identityId: identity.id, ...attempt });
    expect(error?.issues[0]?.path).toEqual([field]);
  });

  it("is for those who may change how the identity logs in, and could log in as it", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const attempt: Attempt = { identityId: identity.id, by: "jwt", jwt: "junk" };
    const nobody = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(tryLogin(attempt, nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
    const member = await tenant.contextOf({ organizationRole: "member" });
    await expect(tryLogin(attempt, member)).resolves.toMatchObject({ outcome: "refused" });
    const admins = await tenant.createIdentity({ role: "admin" });
    await tenant.attachKubernetesAuth(admins.id);
    await expect(tryLogin({ ...attempt, identityId: admins.id }, member)).rejects.toMatchObject({
      code: "auth.privilege_boundary",
    });
  });

  it("needs a configuration to try", async () => {
    await expect(withJwt("junk")).rejects.toMatchObject({ code: "kubernetes_auth.not_found" });
  });
});
