import { type IdentityOutput, ListLoginAttemptsInput } from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { z } from "zod";
import { deleteIdentity, getLoginAttempt, listLoginAttempts, loginWithKubernetes } from "../index.ts";

describeOnEachDatabase("the list of login attempts", (world) => {
  let tenant: Tenant;
  let identity: IdentityOutput;
  let start: Date;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identity = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(identity.id, { allowedNamespaces: "payments", allowedNames: "worker" });
    start = world().clock.now();
  });

  /** An attempt, a minute after the one before. */
  async function attempt(account = {}, identityId = identity.id): Promise<string> {
    world().clock.advanceSeconds(60);
    const ctx = world().publicContext();
    const jwt = world().serviceAccountJwt({ expiresInSeconds: 86_400, ...account });
    await loginWithKubernetes(ctx, { identityId, jwt }).catch((error: Error) => error);
    return ctx.request.requestId;
  }
  const list = (input: z.input<typeof ListLoginAttemptsInput> = {}, ctx = tenant.admin) =>
    listLoginAttempts(ctx, ListLoginAttemptsInput.parse(input));
  const found = async (input: z.input<typeof ListLoginAttemptsInput>) =>
    (await list(input)).items.map(({ requestId }) => requestId);

  it("shows who tried what, newest first, with the name of the identity", async () => {
    const [first, second] = [await attempt(), await attempt({ namespace: "other" })];
    const { items, nextCursor, notKeptCount } = await list();
    expect({ nextCursor, notKeptCount }).toEqual({ nextCursor: null, notKeptCount: 0 });
    expect(items).toMatchObject([
      {
        requestId: second,
        result: "refused",
        reason: "namespace",
        identity: { id: identity.id, name: identity.name },
        serviceAccount: { namespace: "other", name: "worker" },
      },
      { requestId: first, result: "accepted", reason: null, errorCode: null },
    ]);
  });

  it("is filtered by identity, result, reason, service account, time and request id", async () => {
    const other = await tenant.createIdentity();
    await tenant.attachKubernetesAuth(other.id, { allowedNames: "cart" });
    const accepted = await attempt();
    const namespace = await attempt({ namespace: "other" });
    const name = await attempt({ name: "cart" });
    const elsewhere = await attempt({ name: "cart" }, other.id);
    const iso = (minutes: number) => new Date(start.getTime() + minutes * 60_000).toISOString();
    const cases: [z.input<typeof ListLoginAttemptsInput>, string[]][] = [
      [{ identityId: other.id }, [elsewhere]],
      [{ result: "accepted" }, [elsewhere, accepted]],
      [{ result: "refused" }, [name, namespace]],
      [{ reason: "namespace" }, [namespace]],
      [{ result: "accepted", reason: "namespace" }, []],
      [{ serviceAccount: "payments/cart" }, [elsewhere, name]],
      [{ serviceAccount: "cart/payments" }, []],
      [{ serviceAccount: "other" }, [namespace]],
      [{ serviceAccount: "worker" }, [namespace, accepted]],
      [{ from: iso(3) }, [elsewhere, name]],
      [{ until: iso(3) }, [namespace, accepted]],
      [{ from: iso(2), until: iso(3) }, [namespace]],
      [{ withinSeconds: 90 }, [elsewhere, name]],
      [{ withinSeconds: 90, from: iso(4) }, [elsewhere]],
      [{ requestId: name }, [name]],
      [{ requestId: "no such request" }, []],
    ];
    for (const [input, expected] of cases) expect({ input, ids: await found(input) }).toEqual({ input, ids: expected });
  });

  it("is read page by page, each attempt once, those of one instant included", async () => {
    await attempt();
    const jwt = world().serviceAccountJwt({ namespace: "other" });
    for (let count = 0; count < 5; count += 1) {
      const ctx = world().publicContext();
      await loginWithKubernetes(ctx, { identityId: identity.id, jwt }).catch((error: Error) => error);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
  });

  it("tells how many refusals of the time were counted and not kept", async () => {
    const hour = new Date(Math.floor(start.getTime() / 3_600_000) * 3_600_000);
    const overflow = { organizationId: tenant.organizationId, identityId: identity.id, hour, count: 7 };
    await world().services.store.loginAttempts.addOverflow(overflow);
    expect((await list()).notKeptCount).toBe(7);
    expect((await list({ identityId: identity.id, from: start.toISOString() })).notKeptCount).toBe(7);
    const { id: otherId } = await tenant.createIdentity();
    expect((await list({ identityId: otherId })).notKeptCount).toBe(0);
    const nextHour = new Date(hour.getTime() + 3_600_000).toISOString();
    expect((await list({ from: nextHour })).notKeptCount).toBe(0);
    expect((await list({ until: hour.toISOString() })).notKeptCount).toBe(0);
  });

  it("opens one attempt with its checks: what failed, what was expected, and how to mend it", async () => {
    const requestId = await attempt({ namespace: "other" });
    const [listed] = (await list({ requestId })).items;
    const opened = await getLoginAttempt(tenant.admin, { loginAttemptId: listed?.id ?? "" });
    expect(opened).toMatchObject({ ...listed });
    expect(opened.checks.find(({ verdict }) => verdict === "failed")).toMatchObject({
      name: "namespace",
      expected: expect.stringContaining("payments"),
      got: expect.stringContaining("other"),
      remedy: { text: expect.any(String), field: "allowedNamespaces" },
    });
  });

  it("still names an identity that is gone, by its id", async () => {
    await attempt();
    await deleteIdentity(tenant.admin, { identityId: identity.id });
    expect((await list()).items).toMatchObject([{ identity: { id: identity.id, name: null } }]);
  });

  it("shows nothing of another organization", async () => {
    const requestId = await attempt();
    const [listed] = (await list()).items;
    const stranger = await world().otherTenant();
    expect((await list({ requestId }, stranger.admin)).items).toEqual([]);
    expect((await list({ identityId: identity.id }, stranger.admin)).items).toEqual([]);
    await expect(getLoginAttempt(stranger.admin, { loginAttemptId: listed?.id ?? "" })).rejects.toMatchObject({
      code: "login_attempt.not_found",
    });
  });

  it("is for those who may read the audit log", async () => {
    const nobody = await tenant.contextOf({ organizationRole: "no-access" });
    await expect(list({}, nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
    const ref = { loginAttemptId: "00000000-0000-4000-8000-000000000000" };
    await expect(getLoginAttempt(nobody, ref)).rejects.toMatchObject({ code: "auth.permission_denied" });
    await expect(list({}, await tenant.contextOf({ organizationRole: "member" }))).resolves.toBeDefined();
  });
});
