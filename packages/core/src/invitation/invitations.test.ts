import { randomUUID } from "node:crypto";
import type { RoleGrant } from "@podpass/contracts";
import { MailServer } from "@podpass/testing";
import { describeOnEachDatabase, dumpDatabase, type Tenant, withoutAudit } from "@podpass/testing/world";
import { beforeEach, describe, expect, it } from "vitest";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

const PASSWORD = "correct horse battery";
const NOT_VALID = { code: "invitation.not_valid", message: expect.stringContaining("not valid") };

describeOnEachDatabase("invitations", (world) => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await world().otherTenant();
  });

  const nobody = () => world().publicContext();
  const newEmail = () => `${randomUUID()}@example.com`;
  const invite = async (
    { email = newEmail(), roles = ["member"] }: { email?: string; roles?: RoleGrant[] } = {},
    by = tenant.admin,
  ) => {
    const { invitation, link } = await core.createInvitation(by, { email, roles, expiresInDays: 7 });
    return { ...invitation, link, token: tokenOf(link) };
  };
  const tokenOf = (link: string) => link.split("#")[1] ?? "";
  const accept = (token: string, name = "Ada") => core.acceptInvitation(nobody(), { token, name, password: PASSWORD });
  const memberIdOf = async (ctx: UseCaseContext) =>
    (await ctx.store.members.findOfUser(ctx.organizationId, actorId(ctx.actor) ?? ""))?.id ?? "";
  const userOf = async (email: string) => {
    const user = await world().database.client.user.findUnique({ where: { email }, include: { accounts: true } });
    if (!user) throw new Error("no user");
    return user;
  };

  it("make a new person a member with the roles that were chosen, once", async () => {
    const { email, token, link, invitation: shown } = { ...(await invite()), invitation: null };
    expect([link, shown]).toEqual([`https://podpass.example.com/invitation#${token}`, null]);
    expect(await core.showInvitation(nobody(), { token })).toMatchObject({ email, hasAccount: false });
    const { organization } = await accept(token);
    expect(organization.id).toBe(tenant.organizationId);
    const user = await userOf(email);
    const { session } = await core.openUserSession(nobody(), user.id);
    expect(session).toMatchObject({ user: { name: "Ada", email }, organization });
    const members = await core.listMembers(tenant.admin, { limit: 50, search: email });
    expect(members.items).toMatchObject([{ roles: [{ role: "member", window: null }] }]);
    const [account] = user.accounts;
    expect(await world().services.passwordHasher.verify(account?.password ?? "", PASSWORD)).toBe(true);
    expect(await tenant.auditEvents("invitation.accept")).toMatchObject([{ actorId: user.id, detail: { email } }]);
    await expect(accept(token)).rejects.toMatchObject(NOT_VALID);
    await expect(core.showInvitation(nobody(), { token })).rejects.toMatchObject(NOT_VALID);
    expect((await core.listInvitations(tenant.admin, { limit: 50 })).items).toEqual([]);
  });

  it("are worth nothing when unknown, expired, withdrawn or replaced, with one answer for all", async () => {
    const withdrawn = await invite();
    await core.withdrawInvitation(tenant.admin, { invitationId: withdrawn.id });
    const replaced = await invite();
    const again = await core.resendInvitation(tenant.admin, { invitationId: replaced.id, expiresInDays: 1 });
    await core.showInvitation(nobody(), { token: tokenOf(again.link) });
    const expired = await invite();
    world().clock.advanceSeconds(7 * 86_400 - 1);
    await core.showInvitation(nobody(), { token: expired.token });
    world().clock.advanceSeconds(1);
    const answers = [];
    for (const token of ["unknown", withdrawn.token, replaced.token, expired.token, tokenOf(again.link)]) {
      for (const act of [() => core.showInvitation(nobody(), { token }), () => accept(token)]) {
        const error: unknown = await act().catch((cause: unknown) => cause);
        answers.push(error instanceof core.AppError ? `${error.code} ${error.message}` : error);
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^invitation.not_valid /);
    expect(
      await world().database.client.user.count({ where: { email: { in: [withdrawn.email, expired.email] } } }),
    ).toBe(0);
    const { items } = await core.listInvitations(tenant.admin, { limit: 50 });
    expect(items.map(({ status }) => status)).toEqual(["expired", "expired"]);
  });

  it("join a person who has an account by their own session and nobody else's", async () => {
    const other = await world().otherTenant();
    const person = await other.contextOf({ organizationRole: "member" });
    const { email } = await other.admin.store.members
      .findOfUser(other.organizationId, actorId(person.actor) ?? "")
      .then((member) => member?.user ?? { email: "" });
    const { token } = await invite({ email, roles: ["member", "no-access"] });
    expect(await core.showInvitation(nobody(), { token })).toMatchObject({ hasAccount: true });
    await expect(accept(token)).rejects.toMatchObject({ code: "invitation.sign_in_first" });
    const stranger = actorId(tenant.admin.actor) ?? "";
    await expect(core.joinByInvitation(nobody(), stranger, { token })).rejects.toMatchObject({
      code: "invitation.other_address",
    });
    await core.joinByInvitation(nobody(), actorId(person.actor) ?? "", { token });
    const { items } = await core.listMembers(tenant.admin, { limit: 50, search: email });
    expect(items[0]?.roles.map(({ role }) => role).sort()).toEqual(["member", "no-access"]);
    await expect(invite({ email })).rejects.toMatchObject({ code: "member.already_exists" });
  });

  it("give no more, and for no longer, than whoever invites holds", async () => {
    const keeper = await tenant.createRole({ rules: [{ subject: "member", action: ["read", "create"] }] });
    const by = await tenant.contextOf({ organizationRole: keeper.slug });
    const refused = { code: "auth.privilege_boundary" };
    await expect(invite({ roles: ["admin"] }, by)).rejects.toMatchObject(refused);
    await invite({ roles: [keeper.slug] }, by);
    const admins = await invite({ roles: ["admin"] });
    const ref = { invitationId: admins.id, expiresInDays: 1 };
    await expect(core.resendInvitation(by, ref)).rejects.toMatchObject(refused);
    await expect(core.withdrawInvitation(by, ref)).rejects.toMatchObject(refused);
  });

  it("are good only as long as whoever invited could give the roles", async () => {
    const second = await tenant.contextOf({ organizationRole: "admin" });
    const memberId = await memberIdOf(second);
    const { token, id } = await invite({ roles: ["admin"] }, second);
    await core.deactivateMember(tenant.admin, { memberId });
    await expect(accept(token)).rejects.toMatchObject(NOT_VALID);
    await core.reactivateMember(tenant.admin, { memberId });
    await core.updateMember(tenant.admin, { memberId, roles: ["member"] });
    await expect(accept(token)).rejects.toMatchObject(NOT_VALID);
    const list = async () => (await core.listInvitations(tenant.admin, { limit: 50 })).items;
    expect(await list()).toMatchObject([{ id, status: "lapsed" }]);
    const { link } = await core.resendInvitation(tenant.admin, { invitationId: id, expiresInDays: 7 });
    expect(await list()).toMatchObject([{ id, status: "open" }]);
    await accept(tokenOf(link));
  });

  it("are shown with the name that whoever invited had when they left", async () => {
    const by = await tenant.contextOf({ organizationRole: "admin" });
    const id = by.actor.type === "user" ? by.actor.id : "";
    await invite({}, by);
    const rename = (name: string) => world().services.store.accounts.rename(id, name, world().clock.now());
    await rename("Ada Before");
    await core.leaveOrganization(by);
    await rename("Grace After");
    const { items } = await core.listInvitations(tenant.admin, { limit: 50 });
    expect(items).toMatchObject([{ status: "lapsed", invitedBy: { id, name: "Ada Before" } }]);
  });

  it("are good only as long as whoever invited may invite", async () => {
    const keeper = await tenant.createRole({ rules: [{ subject: "member", action: ["create"] }] });
    const by = await tenant.contextOf({ organizationRole: keeper.slug });
    const { token } = await invite({ roles: ["no-access"] }, by);
    await core.updateMember(tenant.admin, { memberId: await memberIdOf(by), roles: ["no-access"] });
    await expect(accept(token)).rejects.toMatchObject(NOT_VALID);
    await core.updateMember(tenant.admin, { memberId: await memberIdOf(by), roles: [keeper.slug] });
    await accept(token);
  });

  it("of one address there is one, and of many who accept it at the same moment one does", async () => {
    const email = newEmail();
    const made = await Promise.allSettled([invite({ email }), invite({ email }), invite({ email })]);
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const token = made.flatMap((result) => (result.status === "fulfilled" ? [result.value.token] : []))[0] ?? "";
    const accepted = await Promise.allSettled([accept(token), accept(token), accept(token)]);
    expect(accepted.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await core.listMembers(tenant.admin, { limit: 50, search: email })).items).toHaveLength(1);
  });

  it("leave nothing behind when accepting cannot be written down, and no token in the database", async () => {
    const { token, email } = await invite();
    const input = { token, name: "Ada", password: PASSWORD };
    await expect(core.acceptInvitation(withoutAudit(nobody()), input)).rejects.toThrow();
    expect(await world().database.client.user.count({ where: { email } })).toBe(0);
    expect((await dumpDatabase(world().database)).join("\n")).not.toContain(token);
    await accept(token);
  });

  it("keep a role from being deleted that they would give", async () => {
    const role = await tenant.createRole();
    const { id } = await invite({ roles: [role.slug] });
    await expect(core.deleteOrganizationRole(tenant.admin, { roleId: role.id })).rejects.toMatchObject({
      code: "role.in_use",
    });
    await core.withdrawInvitation(tenant.admin, { invitationId: id });
    await core.deleteOrganizationRole(tenant.admin, { roleId: role.id });
  });

  describe("where a mail server is configured", () => {
    const mailed = (server: MailServer) => ({
      ...tenant.admin,
      mailer: core.createSmtpMailer({
        host: "127.0.0.1",
        port: server.port,
        security: "starttls",
        credentials: null,
        from: "Podpass <podpass@example.com>",
        caCertificate: server.caCertificate,
      }),
    });

    it("are mailed with their link", async () => {
      await using server = await MailServer.start();
      const invitation = await invite({}, mailed(server));
      expect(invitation.mail).toBe("sent");
      expect(server.mails).toMatchObject([{ to: [invitation.email] }]);
      // Long lines are broken on the way (RFC 2045 section 6.7).
      expect(server.mails[0]?.source.replace(/=\r\n/g, "")).toContain(invitation.link);
    });

    it("stand when the mail fails, and say so", async () => {
      await using server = await MailServer.start({ refusal: "Mailbox full" });
      const { id, mail, token } = await invite({}, mailed(server));
      expect(mail).toBe("failed");
      const { items } = await core.listInvitations(tenant.admin, { limit: 50 });
      expect(items).toMatchObject([{ id, mail: "failed", status: "open" }]);
      expect(JSON.stringify(world().logs)).not.toContain(token);
      await accept(token);
    });
  });
});
