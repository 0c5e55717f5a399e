import { randomUUID } from "node:crypto";
import { MailServer } from "@podpass/testing";
import { createPerson, describeOnEachDatabase, type Person, type Tenant } from "@podpass/testing/world";
import { beforeEach, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

describeOnEachDatabase("a member who cannot get in", (world) => {
  let tenant: Tenant;
  let person: Person;
  let memberId: string;
  beforeEach(async () => {
    // So that no address is locked for what was tried before.
    world().clock.advanceSeconds(15 * 60);
    tenant = await world().otherTenant();
    person = await createPerson(world(), tenant);
    memberId = await memberIdOf(person.id);
  });

  async function memberIdOf(userId: string): Promise<string> {
    const member = await world().services.store.members.findOfUser(tenant.organizationId, userId);
    if (!member) throw new Error("no member");
    return member.id;
  }
  async function enableSecondFactor(): Promise<void> {
    const { secondFactors } = world().services.store;
    const [secret, at] = [new Uint8Array([0]), world().clock.now()];
    await secondFactors.begin(person.id, secret, at);
    await secondFactors.confirm(person.id, secret, 0, at);
  }
  async function lock(): Promise<void> {
    const wrong = { email: person.email, password: "wrong horse battery" };
    for (let guesses = 0; guesses < 10; guesses++) {
      await core.signInWithPassword(world().publicContext(), wrong, null).catch(() => null);
    }
  }
  async function join(to: Tenant, userId: string, role: string): Promise<string> {
    const always = { customRoleId: null, startsAt: null, endsAt: null, windowLength: null };
    const row = { id: randomUUID(), organizationId: to.organizationId, userId, at: world().clock.now() };
    await world().services.store.members.insertUser({ ...row, roles: [{ role, ...always }] });
    return row.id;
  }
  const accessOf = async (by: UseCaseContext) =>
    (await core.listMembers(by, { limit: 50, search: person.email })).items[0]?.access;
  const unlock = (by = tenant.admin) => core.unlockMember(by, { memberId });
  const reset = (by = tenant.admin) => core.resetMemberSecondFactor(by, { memberId });

  it("is seen to be locked, unlocked by an administrator, and signs in at once", async () => {
    await lock();
    expect(await accessOf(tenant.admin)).toEqual({ hasSecondFactor: false, isLocked: true });
    await expect(person.signIn()).rejects.toMatchObject({ code: "auth.sign_in_refused" });
    await unlock();
    expect(await accessOf(tenant.admin)).toEqual({ hasSecondFactor: false, isLocked: false });
    await person.signIn();
    expect(await tenant.auditEvents("user.unlock")).toMatchObject([
      { actorId: actorId(tenant.admin.actor), subjectId: person.id },
    ]);
  });

  it("loses the second factor and every session by a reset, and signs in with the password alone", async () => {
    const session = await person.signIn();
    await enableSecondFactor();
    expect(await accessOf(tenant.admin)).toMatchObject({ hasSecondFactor: true });
    await expect(person.signIn()).rejects.toThrow("second factor");
    await reset();
    await expect(core.resumeSession(session, session.sessionId)).rejects.toMatchObject({ code: "auth.signed_out" });
    await person.signIn();
    expect(await tenant.auditEvents("user.second_factor_reset")).toMatchObject([
      { actorId: actorId(tenant.admin.actor), subjectId: person.id, detail: { endedCount: 1 } },
    ]);
    await expect(reset()).rejects.toMatchObject({ code: "second_factor.not_found" });
  });

  it("is told by mail that the second factor was reset, and it is when the mail fails, too", async () => {
    const mailed = ({ port, caCertificate }: MailServer) => ({
      ...tenant.admin,
      mailer: core.createSmtpMailer({
        host: "127.0.0.1",
        port,
        security: "starttls",
        credentials: null,
        from: "podpass@example.com",
        caCertificate,
      }),
    });
    await using server = await MailServer.start();
    await enableSecondFactor();
    await reset(mailed(server));
    expect(server.mails).toMatchObject([{ to: [person.email], source: expect.stringContaining("second factor") }]);
    await using full = await MailServer.start({ refusal: "Mailbox full" });
    await enableSecondFactor();
    await reset(mailed(full));
    await person.signIn();
    expect(world().logs.at(-1)).toMatchObject({ level: "warn", message: expect.stringContaining("could not be told") });
  });

  it("is not opened by whoever holds less, in the organization or in a project", async () => {
    await enableSecondFactor();
    const { slug } = await tenant.createRole({ rules: [{ subject: "member", action: ["read", "edit"] }] });
    const keeper = await tenant.contextOf({ organizationRole: slug });
    const refused = { code: "auth.privilege_boundary" };
    for (const act of [unlock, reset]) await expect(act(keeper)).rejects.toMatchObject(refused);

    const { id: projectId } = await tenant.createProject();
    memberId = await memberIdOf(actorId((await tenant.contextOf({ projectId, projectRole: "viewer" })).actor) ?? "");
    for (const act of [unlock, reset]) await expect(act(keeper)).rejects.toMatchObject(refused);
  });

  it("does not open their own account to guessing", async () => {
    memberId = await memberIdOf(actorId(tenant.admin.actor) ?? "");
    for (const act of [unlock, reset]) await expect(act()).rejects.toMatchObject({ code: "member.own_access" });
  });

  it("who belongs elsewhere too is opened by an administrator of everywhere alone", async () => {
    const other = await world().otherTenant();
    const elsewhere = { code: "member.elsewhere" };
    const otherMemberId = await join(other, person.id, "no-access");
    await enableSecondFactor();
    await lock();
    for (const act of [unlock, reset]) await expect(act()).rejects.toMatchObject(elsewhere);
    await core.deactivateMember(other.admin, { memberId: otherMemberId });
    for (const act of [unlock, reset]) await expect(act()).rejects.toMatchObject(elsewhere);

    const ownThere = await join(other, actorId(tenant.admin.actor) ?? "", "member");
    for (const act of [unlock, reset]) await expect(act()).rejects.toMatchObject(elsewhere);
    const brief = { role: "admin", windowLength: "1h" };
    await core.updateMember(other.admin, { memberId: ownThere, roles: [brief] });
    await expect(reset()).rejects.toMatchObject(elsewhere);
    await core.updateMember(other.admin, { memberId: ownThere, roles: ["admin"] });
    await core.deactivateMember(other.admin, { memberId: ownThere });
    await expect(reset()).rejects.toMatchObject(elsewhere);
    await core.reactivateMember(other.admin, { memberId: ownThere });
    await unlock();
    await reset();
    await person.signIn();
    for (const each of [tenant, other]) expect(await each.auditEvents("user.second_factor_reset")).toHaveLength(1);
  });

  it("is not told of as locked to whoever may not edit members", async () => {
    await lock();
    expect(await accessOf(await tenant.contextOf({ organizationRole: "member" }))).toBeNull();
  });
});
