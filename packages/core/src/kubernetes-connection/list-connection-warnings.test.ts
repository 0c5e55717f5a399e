import type { IdentityOutput } from "@podpass/contracts";
import { FakeKubernetesApi } from "@podpass/testing";
import { describeOnEachDatabase, recordStatements, type Tenant } from "@podpass/testing/world";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  checkKubernetesConnection,
  detachKubernetesAuth,
  listConnectionWarnings,
  updateKubernetesAuth,
} from "../index.ts";

const DAY_SECONDS = 86_400;

describeOnEachDatabase("the warnings about connections", (world) => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await world().otherTenant();
  });
  afterEach(() => world().kubernetes.behaveNormally());

  const list = (ctx = tenant.admin) => listConnectionWarnings(ctx);
  const nothingOf = ({ id, name }: IdentityOutput) => ({
    identityId: id,
    identityName: name,
    failedCheck: null,
    reviewerExpiresAt: null,
    certificateExpiresAt: null,
  });
  const check = ({ id }: IdentityOutput) => checkKubernetesConnection(tenant.admin, { identityId: id });
  async function configured(input: Parameters<Tenant["attachKubernetesAuth"]>[1] = {}): Promise<IdentityOutput> {
    const identity = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identity.id, input);
    return identity;
  }
  const reviewerFor = (expiresInSeconds: number) =>
    world().serviceAccountJwt({ namespace: "default", name: "podpass-token-reviewer", expiresInSeconds });

  it("are none while all is well", async () => {
    await check(await configured());
    await tenant.createIdentity({ isUniversalAuthAttached: true });
    expect(await list()).toEqual({ items: [], totalCount: 0 });
  });

  it.each([
    [13 * DAY_SECONDS, true],
    [14 * DAY_SECONDS, false],
    [-3600, true],
  ])("speak of a reviewer JWT that ends in %s seconds: %s", async (seconds, isNamed) => {
    const identity = await configured({ tokenReviewerJwt: reviewerFor(seconds) });
    const reviewerExpiresAt = new Date(world().clock.now().getTime() + seconds * 1000);
    const items = isNamed ? [{ ...nothingOf(identity), reviewerExpiresAt }] : [];
    expect(await list()).toEqual({ items, totalCount: items.length });
  });

  it("speak of a certificate that ends within 14 days of the present, once it was seen", async () => {
    const soon = new Date(Date.now() + 5 * DAY_SECONDS * 1000);
    // Seconds are the finest a certificate can say.
    soon.setMilliseconds(0);
    const now = world().clock.now();
    try {
      world().clock.set(new Date());
      await using server = await FakeKubernetesApi.start({ clock: world().clock, certificateExpiresAt: soon });
      const { url: kubernetesHost, caCertificate } = server;
      const identity = await configured({ kubernetesHost, caCertificate, tokenReviewerJwt: "" });
      expect(await list()).toMatchObject({ totalCount: 0 });
      await check(identity);
      expect(await list()).toEqual({
        items: [{ ...nothingOf(identity), certificateExpiresAt: soon }],
        totalCount: 1,
      });
    } finally {
      world().clock.set(now);
    }
  });

  it("speak of a failed check until it is mended, changed or gone", async () => {
    const identity = await configured();
    const fail = async () => {
      world().kubernetes.answerNext({ kind: "raw", status: 403, body: "{}" });
      await check(identity);
      expect(await list()).toEqual({
        items: [{ ...nothingOf(identity), failedCheck: "reviewer_rights" }],
        totalCount: 1,
      });
    };
    await fail();
    await check(identity);
    expect(await list()).toMatchObject({ totalCount: 0 });
    await fail();
    await updateKubernetesAuth(tenant.admin, { identityId: identity.id, allowedNames: "worker" });
    expect(await list()).toMatchObject({ totalCount: 0 });
    await fail();
    await detachKubernetesAuth(tenant.admin, { identityId: identity.id });
    expect(await list()).toMatchObject({ totalCount: 0 });
  });

  it("name five, failures first and then what ends first, and count the rest, in one read", async () => {
    for (const days of [9, 3, 5, 7, 1, 8]) {
      await configured({ tokenReviewerJwt: reviewerFor(days * DAY_SECONDS) });
    }
    const failing = await configured();
    world().kubernetes.answerNext({ kind: "raw", status: 401, body: "{}" });
    await check(failing);
    let warnings: Awaited<ReturnType<typeof list>> | undefined;
    const statements = await recordStatements(async () => {
      warnings = await list();
    });
    expect(statements).toHaveLength(1);
    expect(warnings?.totalCount).toBe(7);
    expect(warnings?.items[0]).toMatchObject({ identityId: failing.id, failedCheck: "reviewer_jwt" });
    const now = world().clock.now().getTime();
    const daysOf = warnings?.items
      .slice(1)
      .map((item) => ((item.reviewerExpiresAt?.getTime() ?? 0) - now) / 86_400_000);
    expect(daysOf).toEqual([1, 3, 5, 7]);
  });

  it("are only for those who may read identities, and only of their own organization", async () => {
    await configured({ tokenReviewerJwt: reviewerFor(DAY_SECONDS) });
    expect(await list()).toMatchObject({ totalCount: 1 });
    expect(await list(world().admin)).toMatchObject({ totalCount: 0 });
    const nobody = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(list(nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
  });
});
