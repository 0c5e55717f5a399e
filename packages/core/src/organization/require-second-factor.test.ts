import { AuthenticatorApp } from "@podpass/testing";
import { createPerson, describeOnEachDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

const MISSING = { code: "auth.second_factor_required" };

describeOnEachDatabase("an organization that requires a second factor", (world) => {
  let tenant: Tenant;
  let person: Person;
  beforeEach(async () => {
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
    await confirm(tenant.admin);
  });

  const open = (userId = person.id, slug: string | null = null) =>
    core.openUserSession(world().publicContext(), userId, slug);
  const require = (isSecondFactorRequired = true, ctx = tenant.admin) =>
    core.updateOrganization(ctx, { isSecondFactorRequired });

  /** Gives a person a second factor, of which nothing is ever shown. */
  async function confirm({ store, actor, clock }: UseCaseContext): Promise<void> {
    const [userId, secret] = [actorId(actor) ?? "", new Uint8Array([0])];
    await store.secondFactors.begin(userId, secret, clock.now());
    await store.secondFactors.confirm(userId, secret, 0, clock.now());
  }
  /** The same by the person's own hand. */
  async function setUp(ctx: core.AccountContext): Promise<void> {
    const { secret } = await core.beginSecondFactor(ctx, { currentPassword: person.password });
    const code = new AuthenticatorApp(secret).code(world().clock.now());
    await core.confirmSecondFactor(ctx, { code });
  }

  it("keeps out who has none from the next request on, until they have set it up", async () => {
    const account = await person.signIn();
    await open();
    expect(await require()).toMatchObject({ isSecondFactorRequired: true });
    await expect(open()).rejects.toMatchObject(MISSING);
    const session = await core.getCurrentSession(world().publicContext(), person.id, null);
    expect(session).toMatchObject({ isSecondFactorMissing: true, rules: [], lastingRules: [] });
    await core.beginSecondFactor(account, { currentPassword: person.password });
    await expect(open()).rejects.toMatchObject(MISSING);
    await setUp(account);
    expect((await open()).session).toMatchObject({ isSecondFactorMissing: false, user: { id: person.id } });
    await core.disableSecondFactor(account, { currentPassword: person.password });
    await expect(open()).rejects.toMatchObject(MISSING);
    await require(false);
    await open();
  });

  it("writes down that it was required, and that it is no more", async () => {
    await require();
    world().clock.advanceSeconds(1);
    await require(false);
    const change = (before: boolean, after: boolean) => ({
      detail: { isSecondFactorRequired: { before, after } },
    });
    expect(await tenant.auditEvents("organization.update")).toMatchObject([change(false, true), change(true, false)]);
  });

  it("is not made so by who has none themselves, nor by whoever may not change it", async () => {
    const admin = await tenant.contextOf({ organizationRole: "admin" });
    await expect(require(true, admin)).rejects.toMatchObject({ code: "second_factor.own_first" });
    for (const organizationRole of ["member", "no-access"]) {
      const other = await tenant.contextOf({ organizationRole });
      await confirm(other);
      for (const isRequired of [true, false]) {
        await expect(require(isRequired, other)).rejects.toMatchObject({ code: "auth.permission_denied" });
      }
    }
    expect(await core.getOrganization(tenant.admin)).toMatchObject({ isSecondFactorRequired: false });
    expect(await tenant.auditEvents("organization.update")).toEqual([]);
  });

  it("leaves identities alone, and the person's other organizations", async () => {
    const { accessToken } = await tenant.createToken();
    const elsewhere = await core.createOrganization(tenant.admin, { name: "Elsewhere" });
    const at = world().clock.now();
    const member = { id: crypto.randomUUID(), organizationId: elsewhere.id, userId: person.id, roles: [], at };
    await world().services.store.members.insertUser(member);
    const { slug } = await require();
    await core.verifyAccessToken(world().publicContext(), accessToken);
    expect((await open(person.id, elsewhere.slug)).session.organization.id).toBe(elsewhere.id);
    await expect(open(person.id, slug)).rejects.toMatchObject(MISSING);
  });

  it("lets nobody act who lost theirs a moment before, and takes no invitation of theirs", async () => {
    const other = await tenant.contextOf({ organizationRole: "admin" });
    const { items } = await core.listMembers(tenant.admin, { limit: 50, search: person.email });
    const invite = { email: "guest@example.com", roles: ["member"], expiresInDays: 7 };
    const { link } = await core.createInvitation(other, invite);
    await require();
    const act = () => core.updateMember(other, { memberId: items[0]?.id ?? "", roles: ["no-access"] });
    await expect(act()).rejects.toMatchObject({ code: "auth.permission_denied" });
    const show = () => core.showInvitation(world().publicContext(), { token: link.split("#")[1] ?? "" });
    await expect(show()).rejects.toMatchObject({ code: "invitation.not_valid" });
    await confirm(other);
    await act();
    await show();
  });
});
