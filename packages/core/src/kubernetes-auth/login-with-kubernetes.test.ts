import { setImmediate } from "node:timers/promises";
import type { AuditAction, IdentityOutput } from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AppError, loginWithKubernetes, updateKubernetesAuth, verifyAccessToken } from "../index.ts";

describeOnEachDatabase("login with Kubernetes", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
  });
  afterEach(() => world().kubernetes.behaveNormally());

  const jwt = (input = {}) => world().serviceAccountJwt(input);
  const login = (token: string) =>
    loginWithKubernetes(world().publicContext(), { identityId: identity.id, jwt: token });
  const events = (action: AuditAction) => tenant.auditEvents(action);

  it("issues a token for the configured time, to the proven service account, and writes it down", async () => {
    await tenant.attachKubernetesAuth(identity.id, {
      accessTokenTtlSeconds: 60,
      accessTokenMaxTtlSeconds: 3600,
      accessTokenMaxUses: 3,
    });
    const issued = await login(jwt());
    expect(issued).toEqual({ accessToken: expect.any(String), expiresInSeconds: 60, maxTtlSeconds: 3600 });
    const ctx = await verifyAccessToken(world().publicContext(), issued.accessToken);
    expect(ctx).toMatchObject({ organizationId: tenant.organizationId, actor: { type: "identity", id: identity.id } });
    const row = await world().database.client.accessToken.findFirstOrThrow({ where: { identityId: identity.id } });
    const start = world().clock.now().getTime();
    expect(row).toMatchObject({
      authMethod: "kubernetes-auth",
      serviceAccountNamespace: "payments",
      serviceAccountName: "worker",
      serviceAccountUid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      maxUses: 3,
      uses: 1,
      expiresAt: new Date(start + 60_000),
      maxExpiresAt: new Date(start + 3_600_000),
      createdAt: new Date(start),
    });
    expect(await events("identity.login")).toMatchObject([
      {
        actorId: identity.id,
        subjectId: row.id,
        detail: { authMethod: "kubernetes-auth", serviceAccount: { namespace: "payments", name: "worker" } },
      },
    ]);
  });

  it("costs one review and one write, and one read after a change", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const token = jwt();
    // Makes the organization's data key known, which never changes.
    await login(token);
    await updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNames: "worker" });
    for (const wanted of [["SELECT", "WITH"], ["WITH"], ["WITH"]]) {
      const before = world().kubernetes.requestCount;
      const statements = await recordStatements(() => login(token));
      expect(statements.map((text) => text.split(/\s/)[0])).toEqual(wanted);
      expect(world().kubernetes.requestCount - before).toBe(1);
    }
  });

  it("asks the configured server, as the reviewer, for the configured audience, and keeps the connection", async () => {
    await tenant.attachKubernetesAuth(identity.id, { allowedAudience: "podpass" });
    const token = jwt({ audiences: ["podpass"] });
    await login(token);
    // The connection is free again when the event loop has turned, which the embedded engine does not wait for.
    await setImmediate();
    const connections = world().kubernetes.connectionCount;
    await login(token);
    expect(world().kubernetes.connectionCount).toBe(connections);
    const request = world().kubernetes.requests.at(-1);
    expect(request).toMatchObject({ method: "POST", path: "/apis/authentication.k8s.io/v1/tokenreviews" });
    expect(JSON.parse(request?.body ?? "")).toMatchObject({ spec: { token, audiences: ["podpass"] } });
    expect(request?.headers.authorization).toMatch(/^Bearer ey/);
    expect(request?.headers.authorization).not.toContain(token);
  });

  it("lets the client's own JWT review itself when no reviewer is stored", async () => {
    await tenant.attachKubernetesAuth(identity.id, { tokenReviewerJwt: "" });
    world().kubernetes.grantAuthDelegator({ namespace: "payments", name: "self-reviewer" });
    const token = jwt({ name: "self-reviewer" });
    await expect(login(token)).resolves.toMatchObject({ expiresInSeconds: 2_592_000 });
    expect(world().kubernetes.requests.at(-1)?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it("puts no credential into an audit event, a log line or an error", async () => {
    await tenant.attachKubernetesAuth(identity.id);
    const token = jwt();
    const { accessToken } = await login(token);
    world().kubernetes.answerNext({
      kind: "review",
      review: (normal) => ({ ...normal, status: { error: `bad ${token}` } }),
    });
    const error = await login(token).catch((thrown: unknown) => thrown);
    const written = JSON.stringify([
      await tenant.auditEvents(),
      world().logs,
      error,
      String(error instanceof AppError && error.reason),
    ]);
    for (const credential of [token, token.split(".")[2] ?? token, accessToken, accessToken.split(".")[2] ?? ""]) {
      expect(written).not.toContain(credential);
    }
  });
});
