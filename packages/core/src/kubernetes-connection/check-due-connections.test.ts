import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkDueConnections, getKubernetesConnection, loginWithKubernetes, updateKubernetesAuth } from "../index.ts";

const EVERY_MINUTES = 15;
const CLAIM_SECONDS = 60;

describeOnEachDatabase("the background check of connections", (world) => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await world().otherTenant();
  });
  afterEach(async () => {
    world().kubernetes.behaveNormally();
    await world().database.client.kubernetesAuth.deleteMany();
  });

  const run = (services = world().services, signal = new AbortController().signal) =>
    checkDueConnections(services, { everyMinutes: EVERY_MINUTES, signal });
  async function configured(input: Parameters<Tenant["attachKubernetesAuth"]>[1] = {}): Promise<string> {
    const { id } = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(id, input);
    return id;
  }
  const failedOf = async (identityId: string) => {
    const { report } = await getKubernetesConnection(tenant.admin, { identityId });
    return report?.checks.find((check) => check.verdict === "failed")?.name ?? (report ? null : undefined);
  };
  /** How many requests the cluster gets while `work` runs. */
  async function requestsOf(work: () => Promise<unknown>): Promise<number> {
    const before = world().kubernetes.requestCount;
    await work();
    return world().kubernetes.requestCount - before;
  }
  const warnings = () => world().logs.filter((entry) => entry.message === "A connection check fails").length;

  it("looks at each configuration once, however many replicas run it", async () => {
    const identityIds = await Promise.all(Array.from({ length: 10 }, () => configured()));
    const verdicts = () => Promise.all(identityIds.map(failedOf));
    async function runUntilAllAreLookedAt(): Promise<void> {
      await Promise.all([run(), run(), run(), run()]);
      // A busy machine may leave some without a slot in time, which are taken up when nobody claims them any more.
      world().clock.advanceSeconds(CLAIM_SECONDS);
      if ((await verdicts()).includes(undefined)) await runUntilAllAreLookedAt();
    }
    expect(await requestsOf(runUntilAllAreLookedAt)).toBe(10);
    expect(new Set(await verdicts())).toEqual(new Set([null]));
  });

  it("looks again after the interval, and at once after a change", async () => {
    const identityId = await configured();
    expect(await requestsOf(() => run())).toBe(1);
    world().clock.advanceSeconds(EVERY_MINUTES * 60 - 1);
    expect(await requestsOf(() => run())).toBe(0);
    await updateKubernetesAuth(tenant.admin, { identityId, allowedNames: "worker" });
    expect(await failedOf(identityId)).toBeUndefined();
    expect(await requestsOf(() => run())).toBe(1);
    expect(await failedOf(identityId)).toBeNull();
    world().clock.advanceSeconds(EVERY_MINUTES * 60);
    expect(await requestsOf(() => run())).toBe(1);
  });

  it("looks again when the clock was far ahead and is set right", async () => {
    const now = world().clock.now();
    world().clock.advanceSeconds(10_000_000);
    await configured();
    await run();
    world().clock.set(now);
    expect(await requestsOf(() => run())).toBe(1);
  });

  it("takes over what another replica took and never finished, not before its time", async () => {
    await configured();
    const at = world().clock.now();
    const claimedUntil = new Date(at.getTime() + CLAIM_SECONDS * 1000);
    const claim = { at, checkedBefore: at, claimedUntil, take: 8 };
    expect(await world().services.store.kubernetesConnections.claimDue(claim)).toHaveLength(1);
    expect(await requestsOf(() => run())).toBe(0);
    world().clock.advanceSeconds(CLAIM_SECONDS);
    expect(await requestsOf(() => run())).toBe(1);
  });

  it("keeps what fails as the state, logs it once, and sees it mended", async () => {
    const identityId = await configured();
    await run();
    const before = warnings();
    for (let round = 0; round < 2; round += 1) {
      world().kubernetes.answerAlways({ kind: "reset" });
      world().clock.advanceSeconds(EVERY_MINUTES * 60);
      await run();
      expect(await failedOf(identityId)).toBe("api");
    }
    expect(warnings() - before).toBe(1);
    world().kubernetes.behaveNormally();
    world().clock.advanceSeconds(EVERY_MINUTES * 60);
    await run();
    expect(await failedOf(identityId)).toBeNull();
  });

  it("looks at a cluster without a stored reviewer as far as its certificate, and sends nothing", async () => {
    const identityId = await configured({ tokenReviewerJwt: "" });
    expect(await requestsOf(() => run())).toBe(0);
    expect(await failedOf(identityId)).toBeNull();
    await using impostor = await FakeKubernetesApi.start();
    await updateKubernetesAuth(tenant.admin, { identityId, caCertificate: impostor.caCertificate });
    await run();
    expect(await failedOf(identityId)).toBe("tls");
  });

  it("goes on to the others when one cannot be checked or its cluster is busy, and comes back to it", async () => {
    const [broken, busy, good] = await Promise.all([configured(), configured(), configured()]);
    const unreadable = { encryptedReviewerJwt: Buffer.from("no envelope") };
    await world().database.client.kubernetesAuth.update({ where: { identityId: broken }, data: unreadable });
    await updateKubernetesAuth(tenant.admin, { identityId: busy ?? "", kubernetesHost: "https://busy.example.com" });
    const { services } = world();
    const connections: typeof services.connections = {
      probe: async (target, jwt) =>
        target.kubernetesHost === "https://busy.example.com" ? null : services.connections.probe(target, jwt),
    };
    await run({ ...services, connections });
    expect(await failedOf(broken)).toBeUndefined();
    expect(await failedOf(busy)).toBeUndefined();
    expect(await failedOf(good)).toBeNull();
    expect(world().logs.at(-1)).toMatchObject({ level: "error", fields: { identityId: broken } });
    world().clock.advanceSeconds(CLAIM_SECONDS);
    await updateKubernetesAuth(tenant.admin, { identityId: busy, kubernetesHost: world().kubernetes.url });
    await run();
    expect(await failedOf(busy)).toBeNull();
  });

  it("begins nothing once the server closes", async () => {
    await configured();
    expect(await requestsOf(() => run(world().services, AbortSignal.abort()))).toBe(0);
  });

  it("shuts no cluster to logins, however long it is down", async () => {
    const identityId = await configured();
    world().kubernetes.answerAlways({ kind: "reset" });
    for (let round = 0; round < 10; round += 1) {
      await run();
      world().clock.advanceSeconds(EVERY_MINUTES * 60);
    }
    world().kubernetes.behaveNormally();
    const jwt = world().serviceAccountJwt();
    await expect(loginWithKubernetes(world().publicContext(), { identityId, jwt })).resolves.toBeDefined();
  });
});
