import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import { loginWithKubernetes, pruneLoginAttempts, storeRefusedLogins } from "../index.ts";
import { REFUSED_LOGIN_LIMITS } from "./refused-login-budget.ts";

const DAY_SECONDS = 86_400;

describeOnEachDatabase("keeping login activity", (world) => {
  let tenant: Tenant;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity()).id;
    await tenant.attachKubernetesAuth(identityId, { allowedNamespaces: "payments" });
  });

  const logIn = (jwt: string, ipAddress = "192.0.2.1") =>
    loginWithKubernetes(world().publicContext({ ipAddress }), { identityId, jwt }).catch((error: Error) => error);
  const rows = (where = {}) =>
    world().database.client.loginAttempt.findMany({
      where: { organizationId: tenant.organizationId, ...where },
      orderBy: { occurredAt: "asc" },
    });
  const reasons = async () => (await rows()).map(({ reason }) => reason);

  it("a flood of junk stays under the cap, is counted, and pushes out nobody who is real", async () => {
    await logIn(world().serviceAccountJwt());
    await logIn(world().serviceAccountJwt({ namespace: "other" }));
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(Array.from({ length: 200 }, (_, index) => logIn(`junk ${batch} ${index}`)));
    }
    // A pod elsewhere, with a JWT that is too old, in the middle of it all.
    await logIn(world().serviceAccountJwt({ expiresInSeconds: -3600 }), "192.0.2.2");
    await logIn(world().serviceAccountJwt({ namespace: "other" }));
    await storeRefusedLogins(world().services);
    await storeRefusedLogins(world().services);
    await pruneLoginAttempts(world().services, { retentionDays: 30 });

    const kept = await reasons();
    expect(kept.filter((reason) => reason === "jwt_shape")).toHaveLength(REFUSED_LOGIN_LIMITS.source.burst);
    expect(kept.filter((reason) => reason !== "jwt_shape").toSorted()).toEqual([
      "authenticated",
      "namespace",
      "namespace",
      null,
    ]);
    const audited = await tenant.auditEvents("identity.login_refused");
    expect(audited).toHaveLength(REFUSED_LOGIN_LIMITS.source.burst + 3);
    const overflows = await world().database.client.loginAttemptOverflow.findMany({ where: { identityId } });
    expect(overflows).toMatchObject([
      { organizationId: tenant.organizationId, count: 4_000 - REFUSED_LOGIN_LIMITS.source.burst },
    ]);
  });

  it("stores what it counted the next time when one of the counts could not be stored, and loses no other", async () => {
    const other = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(other.id, { allowedNamespaces: "payments" });
    const { services } = world();
    const { refusedLoginBudget, store } = services;
    const flood = (id: string, count: number) => {
      const refusal = {
        organizationId: tenant.organizationId,
        identityId: id,
        isProven: false,
        ipAddress: "192.0.2.1",
      };
      for (let index = 0; index < count; index += 1) refusedLoginBudget.take(refusal);
    };
    const counted = async () => {
      const where = { organizationId: tenant.organizationId };
      const found = await world().database.client.loginAttemptOverflow.findMany({ where, orderBy: { count: "asc" } });
      return found.map(({ identityId: id, count }) => [id, count]);
    };
    flood(identityId, REFUSED_LOGIN_LIMITS.source.burst + 5);
    flood(other.id, REFUSED_LOGIN_LIMITS.source.burst + 3);
    const loginAttempts: typeof store.loginAttempts = {
      ...store.loginAttempts,
      addOverflow: (overflow) =>
        overflow.identityId === identityId
          ? Promise.reject(new Error("The database is gone"))
          : store.loginAttempts.addOverflow(overflow),
    };
    const failing = { ...services, store: { ...store, loginAttempts } };
    await expect(storeRefusedLogins(failing)).rejects.toThrow("were not written");
    expect(await counted()).toEqual([[other.id, 3]]);
    flood(identityId, 1);
    await storeRefusedLogins(services);
    expect(await counted()).toEqual([
      [other.id, 3],
      [identityId, 6],
    ]);
  });

  it("adds up what several replicas counted in an hour", async () => {
    const hour = new Date("2026-01-01T00:00:00Z");
    const { loginAttempts } = world().services.store;
    const overflow = { organizationId: tenant.organizationId, identityId, hour, count: 3 };
    await Promise.all([loginAttempts.addOverflow(overflow), loginAttempts.addOverflow(overflow)]);
    const [stored] = await world().database.client.loginAttemptOverflow.findMany({ where: { identityId } });
    expect(stored?.count).toBe(6);
    await loginAttempts.addOverflow({ ...overflow, organizationId: "00000000-0000-4000-8000-000000000000" });
  });

  it("deletes what is past its time, in batches, and nothing younger", async () => {
    await insertAttempts(2_500, { reason: "jwt_shape" });
    world().clock.advanceSeconds(10 * DAY_SECONDS);
    await logIn(world().serviceAccountJwt());
    world().clock.advanceSeconds(20 * DAY_SECONDS);
    await pruneLoginAttempts(world().services, { retentionDays: 30 });
    expect(await rows()).toHaveLength(2_501);
    world().clock.advanceSeconds(1);
    await pruneLoginAttempts(world().services, { retentionDays: 30 });
    expect(await reasons()).toEqual([null]);
  });

  it("keeps the newest refusals of strangers and of proven callers, each up to their own cap", async () => {
    await logIn(world().serviceAccountJwt());
    await insertAttempts(4, { reason: "namespace", isProven: true });
    for (let second = 0; second < 6; second += 1) {
      world().clock.advanceSeconds(1);
      await insertAttempts(1, { reason: "authenticated" });
    }
    const newest = (await rows({ reason: "authenticated" })).slice(-3).map(({ id }) => id);
    await pruneLoginAttempts(world().services, { retentionDays: 30, kept: { stranger: 3, proven: 10 } });
    expect((await rows({ reason: "authenticated" })).map(({ id }) => id)).toEqual(newest);
    expect(await rows({ isProven: true })).toHaveLength(5);
    await pruneLoginAttempts(world().services, { retentionDays: 30, kept: { stranger: 3, proven: 1 } });
    expect((await reasons()).filter((reason) => reason === "namespace")).toHaveLength(1);
    expect((await reasons()).filter((reason) => reason === null)).toHaveLength(1);
  });

  it("keeps as many of each organization, whatever its neighbours' number", async () => {
    await insertAttempts(2, {});
    const { organizationId } = tenant;
    world().clock.advanceSeconds(1);
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity()).id;
    await insertAttempts(4, {});
    await pruneLoginAttempts(world().services, { retentionDays: 30, kept: { stranger: 3, proven: 10 } });
    expect(await rows()).toHaveLength(3);
    expect(await rows({ organizationId })).toHaveLength(2);
  });

  async function insertAttempts(count: number, { reason = "jwt_shape", isProven = false }): Promise<void> {
    const { client } = world().database;
    await client.$executeRaw`
      INSERT INTO login_attempts (id, organization_id, identity_id, occurred_at, auth_method, result, is_proven, reason,
                                  checks, request_id, ip_address, user_agent)
      SELECT gen_random_uuid(), ${tenant.organizationId}::uuid, ${identityId}::uuid, ${world().clock.now()}::timestamptz,
             'kubernetes-auth', 'refused', ${isProven}, ${reason}, '[]', 'r', '', ''
      FROM generate_series(1, ${count}::int)`;
  }
});
