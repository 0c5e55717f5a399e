import { CheckKubernetesConnectionInput, type ConnectionReport } from "@podpass/contracts";
import { kubernetesAssets, type ServiceAccountName, TestClock } from "@podpass/testing";
import { sharedKubeApiServer } from "@podpass/testing/vitest";
import { createWorld, type World } from "@podpass/testing/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkKubernetesConnection } from "../index.ts";

const hasApiServer = kubernetesAssets() !== undefined;

describe.skipIf(!hasApiServer)("a connection check against a real API server (KUBEBUILDER_ASSETS)", () => {
  let world: World;
  let cluster: Awaited<ReturnType<typeof sharedKubeApiServer>>;
  let identityId: string;
  beforeAll(async () => {
    [world, cluster] = await Promise.all([createWorld({ clock: new TestClock(new Date()) }), sharedKubeApiServer()]);
    identityId = (await world.createIdentity()).id;
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  async function check(tokenReviewerJwt: string | null): Promise<ConnectionReport> {
    // The API server goes by the machine's clock.
    world.clock.set(new Date());
    const { url: kubernetesHost, caCertificate } = cluster;
    const input = { identityId, kubernetesHost, caCertificate, tokenReviewerJwt };
    return checkKubernetesConnection(world.admin, CheckKubernetesConnectionInput.parse(input));
  }
  const failedOf = (report: ConnectionReport) => report.checks.find((one) => one.verdict === "failed")?.name ?? null;
  async function createReviewer(name: string): Promise<ServiceAccountName> {
    const account = { namespace: "default", name };
    await cluster.createServiceAccount(account);
    await cluster.bindAuthDelegator(account);
    return account;
  }

  it("passes with a reviewer that may review, and names its account, audience and certificates", async () => {
    const account = await createReviewer("connection-reviewer");
    const report = await check(await cluster.createToken(account));
    expect(report.checks.filter((one) => one.verdict !== "passed")).toEqual([]);
    expect(report.checks.find((one) => one.name === "reviewer_jwt")?.got).toContain("default:connection-reviewer");
    expect(report.audiences).toEqual(["https://kubernetes.default.svc"]);
    expect(report.certificates.length).toBeGreaterThan(0);
    expect(report.certificates.every(({ expiresAt }) => expiresAt > world.clock.now())).toBe(true);
  });

  it("tells a reviewer that lost its right, the remedy that gives it back, and that it works again", async () => {
    const account = await createReviewer("connection-revoked");
    const jwt = await cluster.createToken(account);
    expect(failedOf(await check(jwt))).toBeNull();
    await cluster.unbindAuthDelegator(account);
    const report = await check(jwt);
    expect(failedOf(report)).toBe("reviewer_rights");
    expect(report.checks.find((one) => one.name === "reviewer_rights")?.remedy?.command).toContain(
      "--clusterrole=system:auth-delegator --serviceaccount=default:connection-revoked",
    );
    await cluster.bindAuthDelegator(account);
    expect(failedOf(await check(jwt))).toBeNull();
  });

  it("tells a reviewer that is gone, expired or of another cluster", async () => {
    const account = await createReviewer("connection-gone");
    expect(failedOf(await check(await cluster.createExpiredToken(account)))).toBe("reviewer_jwt");
    const jwt = await cluster.createToken(account);
    await cluster.deleteServiceAccount(account);
    expect(failedOf(await check(jwt))).toBe("reviewer_jwt");
    expect(failedOf(await check(world.serviceAccountJwt()))).toBe("reviewer_jwt");
  });

  it("goes as far as the certificate without a reviewer", async () => {
    const report = await check(null);
    expect(report.checks.map((one) => one.verdict).slice(0, 4)).toEqual(["passed", "passed", "passed", "not_reached"]);
  });
});
