import type { IdentityOutput } from "@podpass/contracts";
import { describeOnEachDatabase, recordStatements, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { verifyAccessToken } from "../index.ts";
import { type AccessTokenRequest, issueAccessToken, OutdatedDecisionError } from "./issue-access-token.ts";

describeOnEachDatabase("access tokens that are issued together", (world) => {
  let tenant: Tenant;
  let identities: { identity: IdentityOutput; kubernetesAuthId: string }[];
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identities = [];
    for (let count = 0; count < 3; count += 1) {
      const identity = await tenant.createIdentity();
      identities.push({ identity, kubernetesAuthId: (await tenant.attachKubernetesAuth(identity.id)).id });
    }
  });

  const request = (index: number, kubernetesAuthVersion = 1): AccessTokenRequest => {
    const { identity, kubernetesAuthId } = identities[index % identities.length] ?? { identity: undefined };
    if (!identity || kubernetesAuthId === undefined) throw new Error("There are identities");
    return {
      identity: { id: identity.id, name: identity.name, organizationId: tenant.organizationId },
      authMethod: "kubernetes-auth",
      policy: { ttlSeconds: 60, maxTtlSeconds: 60, maxUses: 0 },
      source: { kubernetesAuthId, kubernetesAuthVersion },
      serviceAccount: { namespace: "payments", name: `worker-${index}`, uid: "uid" },
      evidence: { checks: [], podName: `pod-${index}`, nodeName: null, credentialFingerprint: null },
      detail: { index },
    };
  };
  const issue = (index: number, version?: number, ctx = world().publicContext({ requestId: `req-${index}` })) =>
    issueAccessToken(ctx.store, ctx, request(index, version));
  const many = Array.from({ length: 20 }, (_, index) => index);
  const written = async () => {
    const { client } = world().database;
    const where = { organizationId: tenant.organizationId };
    return {
      tokens: await client.accessToken.count({ where }),
      events: (await tenant.auditEvents("identity.login")).length,
      attempts: await client.loginAttempt.count({ where }),
    };
  };

  it("share statements, and each has a token, an audit event and an attempt of its own", async () => {
    let issued: { accessToken: string }[] = [];
    const statements = await recordStatements(async () => {
      issued = await Promise.all(many.map((index) => issue(index)));
    });
    expect(statements.length).toBeLessThan(many.length / 2);
    for (const [index, { accessToken }] of issued.entries()) {
      const ctx = await verifyAccessToken(world().publicContext(), accessToken);
      expect(ctx.serviceAccount).toEqual({ namespace: "payments", name: `worker-${index}` });
      const id = ctx.actor.type === "identity" ? ctx.actor.accessTokenId : "";
      const { client } = world().database;
      expect(await client.loginAttempt.findFirst({ where: { accessTokenId: id } })).toMatchObject({
        podName: `pod-${index}`,
        result: "accepted",
        requestId: `req-${index}`,
      });
      expect(await client.auditEvent.findMany({ where: { subjectId: id } })).toMatchObject([
        { action: "identity.login", requestId: `req-${index}`, detail: { index } },
      ]);
    }
    expect(await written()).toEqual({ tokens: 20, events: 20, attempts: 20 });
  });

  it("do not fail with one that the database refuses, which leaves nothing", async () => {
    const results = await Promise.allSettled(
      many.map((index) => (index === 10 ? issue(index, 1, withoutAudit(world().publicContext())) : issue(index))),
    );
    expect(results.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([10]);
    expect(await written()).toEqual({ tokens: 19, events: 19, attempts: 19 });
  });

  it("do not fail with one that was decided by what is no longer so", async () => {
    const results = await Promise.allSettled(many.map((index) => issue(index, index === 10 ? 7 : 1)));
    expect(results[10]).toMatchObject({ status: "rejected", reason: expect.any(OutdatedDecisionError) });
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
    expect(await written()).toEqual({ tokens: 19, events: 19, attempts: 19 });
  });

  it("keep nobody waiting for another's login method that is just being changed", async () => {
    // The embedded database has one session: there everybody waits for a transaction.
    if (world().database.kind !== "postgres") return;
    const changed = identities[1];
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>();
    const change = world().services.transaction(async (tx) => {
      await tx.identities.lock(changed?.identity.id ?? "");
      const rows = await tx.kubernetesAuths.findForIdentity(changed?.identity.id ?? "", tenant.organizationId);
      if (rows) await tx.kubernetesAuths.update(rows.id, rows, world().clock.now());
      hold();
      await isLetGo;
    });
    await isHeld;
    const attempts = many.slice(0, 6).map((index) => issue(index));
    const waiting = Promise.allSettled(attempts.filter((_, index) => index % identities.length === 1));
    await Promise.all(attempts.filter((_, index) => index % identities.length !== 1));
    letGo();
    await change;
    // Those that waited were decided by the configuration before.
    expect(await waiting).toMatchObject([
      { reason: expect.any(OutdatedDecisionError) },
      { reason: expect.any(OutdatedDecisionError) },
    ]);
  });
});
