import {
  type CountLiveOfServiceAccountInput,
  ListAccessTokensInput,
  type RevokeAccessTokensInput,
} from "@podpass/contracts";
import { describeOnEachDatabase, type Tenant } from "@podpass/testing/world";
import { beforeEach, describe, expect, it } from "vitest";
import * as core from "../index.ts";

describeOnEachDatabase("the access tokens of an organization", (world) => {
  let tenant: Tenant;
  let identityId: string;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    identityId = (await tenant.createIdentity()).id;
    await tenant.attachKubernetesAuth(identityId, { accessTokenTtlSeconds: 60, accessTokenMaxUses: 2 });
  });

  const from = () => world().publicContext();
  const logIn = async (serviceAccount = { namespace: "payments", name: "worker" }, id = identityId) => {
    world().clock.advanceSeconds(1);
    const jwt = world().serviceAccountJwt(serviceAccount);
    return (await core.loginWithKubernetes(from(), { identityId: id, jwt })).accessToken;
  };
  const use = (accessToken: string) => core.verifyAccessToken(from(), accessToken);
  const list = (input: Partial<ListAccessTokensInput> = {}, ctx = tenant.admin) =>
    core.listAccessTokens(ctx, ListAccessTokensInput.parse(input));
  const revoke = (input: RevokeAccessTokensInput, ctx = tenant.admin) => core.revokeAccessTokens(ctx, input);
  const ids = async () => (await list()).items.map(({ id }) => id);
  async function expectRevoked(...tokens: string[]): Promise<void> {
    for (const token of tokens) await expect(use(token)).rejects.toMatchObject({ code: "access_token.revoked" });
  }

  describe("in a list", () => {
    it("are shown with what can be known of them, newest first", async () => {
      await logIn();
      await logIn({ namespace: "web", name: "front" });
      const now = world().clock.now();
      const [newest, older] = (await list()).items;
      expect(newest).toMatchObject({
        identity: { id: identityId },
        name: "",
        authMethod: "kubernetes-auth",
        serviceAccount: { namespace: "web", name: "front" },
        state: "live",
        createdAt: now,
        expiresAt: new Date(now.getTime() + 60_000),
        lastRenewedAt: null,
        renewals: 0,
        uses: 0,
        maxUses: 2,
        revokedAt: null,
      });
      expect(older).toMatchObject({ serviceAccount: { namespace: "payments", name: "worker" } });
    });

    it("are shown with how often they were renewed, and when last", async () => {
      const token = await logIn();
      await core.renewAccessToken(from(), { accessToken: token });
      world().clock.advanceSeconds(5);
      const lastRenewedAt = world().clock.now();
      await core.renewAccessToken(from(), { accessToken: token });
      await logIn();
      expect((await list()).items).toMatchObject([
        { renewals: 0, lastRenewedAt: null },
        { renewals: 2, lastRenewedAt, expiresAt: new Date(lastRenewedAt.getTime() + 60_000) },
      ]);
    });

    it("are told apart by their state", async () => {
      const [revoked, usedUp] = [await logIn(), await logIn()];
      await core.revokeAccessToken(from(), { accessToken: revoked });
      await use(usedUp);
      await use(usedUp);
      await logIn();
      const states = async () => (await list()).items.map(({ state }) => state);
      expect(await states()).toEqual(["live", "used-up", "revoked"]);
      for (const state of ["live", "used-up", "revoked"] as const) {
        expect((await list({ state })).items.map((token) => token.state)).toEqual([state]);
      }
      world().clock.advanceSeconds(60);
      expect(await states()).toEqual(["expired", "expired", "revoked"]);
      expect((await list({ state: "expired" })).items).toHaveLength(2);
      expect((await list({ state: "live" })).items).toEqual([]);
    });

    it("are filtered by identity, login method and service account", async () => {
      await logIn();
      await logIn({ namespace: "payments", name: "other" });
      const { data } = await tenant.createToken({ name: "CI" });
      expect((await list({ identityId })).items).toHaveLength(2);
      expect((await list({ authMethod: "token-auth" })).items).toMatchObject([{ id: data.id, name: "CI" }]);
      const serviceAccount = { namespace: "payments", name: "worker" };
      expect((await list({ serviceAccount })).items).toMatchObject([{ serviceAccount }]);
      expect((await list({ serviceAccount: { namespace: "payments" } })).items).toHaveLength(2);
    });

    it("come page by page, each once, also those of one instant", async () => {
      await Promise.all(Array.from({ length: 5 }, () => tenant.createToken()));
      await logIn();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ limit: 2, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(await ids());
      expect(new Set(seen).size).toBe(6);
    });

    it("are those of one's own organization, for whoever may see them", async () => {
      await logIn();
      const stranger = await world().otherTenant();
      expect((await list({}, stranger.admin)).items).toEqual([]);
      await expect(list({ identityId }, stranger.admin)).rejects.toMatchObject({ code: "identity.not_found" });
      const [accessTokenId = ""] = await ids();
      await expect(core.getAccessToken(stranger.admin, { accessTokenId })).rejects.toMatchObject({
        code: "access_token.not_found",
      });
      const nobody = await tenant.contextOf({ organizationRole: "no-access" });
      await expect(list({}, nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });
    });
  });

  describe("revoked by an admin", () => {
    it("are refused at once, with every JWT made of them; the others stay", async () => {
      const [kept, first, second] = [await logIn(), await logIn(), await logIn()];
      const { accessToken: renewed } = await core.renewAccessToken(from(), { accessToken: first });
      const [secondId = "", firstId = ""] = await ids();
      expect(await revoke({ accessTokenIds: [firstId, secondId] })).toEqual({ revokedCount: 2 });
      await expectRevoked(first, renewed, second);
      await expect(core.renewAccessToken(from(), { accessToken: first })).rejects.toMatchObject({
        code: "access_token.revoked",
      });
      await use(kept);
      expect(await tenant.auditEvents("access_token.revoke")).toMatchObject([
        { actorType: "user", detail: { accessTokenIds: [firstId, secondId], revokedTokenCount: 2 } },
      ]);
    });

    it("end once: what had ended before stays as it was", async () => {
      const token = await logIn();
      await core.revokeAccessToken(from(), { accessToken: token });
      const [accessTokenId = ""] = await ids();
      const before = await core.getAccessToken(tenant.admin, { accessTokenId });
      world().clock.advanceSeconds(5);
      expect(await revoke({ accessTokenIds: [accessTokenId] })).toEqual({ revokedCount: 0 });
      expect(await core.getAccessToken(tenant.admin, { accessTokenId })).toEqual(before);
    });

    it("can be all of an identity, or of one of its login methods", async () => {
      const pod = await logIn();
      const made = await tenant.createToken({ identityId });
      const elsewhere = await tenant.createToken();
      expect(await revoke({ identityId, authMethod: "token-auth" })).toEqual({ revokedCount: 1 });
      await expectRevoked(made.accessToken);
      await use(pod);
      expect(await revoke({ identityId })).toEqual({ revokedCount: 1 });
      await expectRevoked(pod);
      await use(elsewhere.accessToken);
    });

    it("can be all of a service account, whichever identity it logs in as", async () => {
      const other = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(other.id);
      const worker = { namespace: "payments", name: "worker" };
      const tokens = [await logIn(worker), await logIn(worker, other.id)];
      const kept = await logIn({ namespace: "payments", name: "front" });
      expect(await revoke({ serviceAccount: worker })).toEqual({ revokedCount: 2 });
      await expectRevoked(...tokens);
      await use(kept);
    });

    it("can be all of a namespace, as many as the question before said", async () => {
      const other = await tenant.createIdentity();
      await tenant.attachKubernetesAuth(other.id);
      const ofOther = await logIn({ namespace: "payments", name: "front" }, other.id);
      const tokens = [await logIn(), await logIn({ namespace: "payments", name: "front" })];
      const kept = await logIn({ namespace: "payments-dev", name: "worker" });
      const serviceAccount = { namespace: "payments" };
      const count = (input: Omit<CountLiveOfServiceAccountInput, "serviceAccount"> = {}, ctx = tenant.admin) =>
        core.countLiveOfServiceAccount(ctx, { serviceAccount, ...input });
      expect(await count()).toMatchObject({ total: 3, byAuthMethod: { "kubernetes-auth": 3 } });
      expect(await count({ identityId: other.id })).toMatchObject({ total: 1 });
      expect(await count({ authMethod: "token-auth" })).toMatchObject({ total: 0 });
      expect(await count({}, (await world().otherTenant()).admin)).toMatchObject({ total: 0 });
      const nobody = await tenant.contextOf({ organizationRole: "no-access" });
      await expect(count({}, nobody)).rejects.toMatchObject({ code: "auth.permission_denied" });

      expect(await revoke({ identityId: other.id, serviceAccount })).toEqual({ revokedCount: 1 });
      await expectRevoked(ofOther);
      world().clock.advanceSeconds(1);
      expect(await revoke({ serviceAccount })).toEqual({ revokedCount: 2 });
      await expectRevoked(...tokens);
      await use(kept);
      expect(await count()).toMatchObject({ total: 0 });
      expect(await tenant.auditEvents("access_token.revoke")).toMatchObject([
        { subjectId: other.id, detail: { serviceAccount, revokedTokenCount: 1 } },
        { subjectId: tenant.organizationId, detail: { serviceAccount, revokedTokenCount: 2 } },
      ]);
    });

    it("can be more than one transaction ends, all of which are ended and told of", async () => {
      const token = await logIn();
      const [id = ""] = await ids();
      await world().database.client.$executeRaw`
        INSERT INTO access_tokens
        SELECT copy.* FROM access_tokens t, generate_series(1, 10000) n,
          jsonb_populate_record(t, jsonb_build_object('n', n, 'id', gen_random_uuid())) copy
        WHERE t.id = ${id}::uuid`;
      expect(await revoke({ identityId })).toEqual({ revokedCount: 10_001 });
      await expectRevoked(token);
      expect((await list({ state: "live" })).items).toEqual([]);
      const events = await tenant.auditEvents("access_token.revoke");
      expect(new Set(events.map(({ detail }) => detail))).toEqual(
        new Set([{ revokedTokenCount: 10_000 }, { revokedTokenCount: 1 }]),
      );
    });

    it("stay when one of them is another organization's or nobody's", async () => {
      const token = await logIn();
      const [own = ""] = await ids();
      const stranger = await world().otherTenant();
      const { data: foreign } = await stranger.createToken();
      for (const id of [foreign.id, "00000000-0000-4000-8000-000000000000"]) {
        await expect(revoke({ accessTokenIds: [own, id] })).rejects.toMatchObject({ code: "access_token.not_found" });
      }
      await use(token);
      expect(await tenant.auditEvents("access_token.revoke")).toEqual([]);
    });

    it("stay when their identity holds more than who revokes", async () => {
      const admin = await tenant.createIdentity({ role: "admin" });
      const { accessToken, data } = await tenant.createToken({ identityId: admin.id });
      const member = await tenant.contextOf({ organizationRole: "member" });
      for (const input of [{ accessTokenIds: [data.id] }, { identityId: admin.id }]) {
        await expect(revoke(input, member)).rejects.toMatchObject({ code: "auth.privilege_boundary" });
      }
      await use(accessToken);
    });
  });

  it("ask nothing about those who hold more and have none left, unless these are named", async () => {
    const { id: adminId } = await tenant.createIdentity({ role: "admin" });
    await tenant.attachKubernetesAuth(adminId, { accessTokenTtlSeconds: 60 });
    await logIn(undefined, adminId);
    const [endedId = ""] = await ids();
    world().clock.advanceSeconds(60);
    const token = await logIn();
    const member = await tenant.contextOf({ organizationRole: "member" });
    await expect(revoke({ accessTokenIds: [endedId] }, member)).rejects.toMatchObject({
      code: "auth.privilege_boundary",
    });
    expect(await revoke({ serviceAccount: { namespace: "payments" } }, member)).toEqual({ revokedCount: 1 });
    await expectRevoked(token);
  });

  it("die when the identity is no member of the organization any more", async () => {
    const token = await logIn();
    const { client, changes } = world().database;
    await client.orgMembership.delete({ where: { identityId } });
    // A change past the use-cases is told of like any other, and nobody waited for it.
    await changes.settle();
    await expectRevoked(token);
    await expect(logIn()).rejects.toMatchObject({ code: "auth.login_refused" });
  });
});
