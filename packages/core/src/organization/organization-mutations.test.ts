import { randomUUID } from "node:crypto";
import { CreateOrganizationRoleInput } from "@podpass/contracts";
import { describeMutations, type Tenant } from "@podpass/testing/world";
import type { UseCaseContext } from "../index.ts";
import * as core from "../index.ts";
import { actorId } from "../shared/actor.ts";

/** Gives a person a second factor, of which nothing is ever shown. */
async function enableSecondFactor({ store, actor, clock }: UseCaseContext): Promise<void> {
  const [userId, secret] = [actorId(actor) ?? "", new Uint8Array([0])];
  await store.secondFactors.begin(userId, secret, clock.now());
  await store.secondFactors.confirm(userId, secret, 0, clock.now());
}

/** The membership of a person as signed in. */
async function memberIdOf(ctx: UseCaseContext): Promise<string> {
  const member = await ctx.store.members.findOfUser(ctx.organizationId, actorId(ctx.actor) ?? "");
  return member?.id ?? "";
}

async function invite({ admin }: Tenant): Promise<string> {
  const input = { email: `${randomUUID()}@example.com`, roles: ["member"], expiresInDays: 7 };
  return (await core.createInvitation(admin, input)).invitation.id;
}

describeMutations("of an organization, its people and its roles", {
  disableOrganization: {
    action: "organization.disable",
    notFound: null,
    prepare: async () => (ctx) => core.disableOrganization(ctx),
  },
  enableOrganization: {
    action: "organization.enable",
    notFound: null,
    prepare: async () => (ctx) => core.enableOrganization(ctx),
  },
  updateOrganization: {
    action: "organization.update",
    notFound: null,
    prepare: async () => (ctx) => core.updateOrganization(ctx, { name: "New name", slug: `s-${randomUUID()}` }),
  },
  updateMember: {
    action: "member.update",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.updateMember(ctx, { memberId, roles: ["no-access"] });
    },
  },
  deactivateMember: {
    action: "member.deactivate",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.deactivateMember(ctx, { memberId });
    },
  },
  reactivateMember: {
    action: "member.reactivate",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      await core.deactivateMember(tenant.admin, { memberId });
      return (ctx) => core.reactivateMember(ctx, { memberId });
    },
  },
  unlockMember: {
    action: "user.unlock",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.unlockMember(ctx, { memberId });
    },
  },
  resetMemberSecondFactor: {
    action: "user.second_factor_reset",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const person = await tenant.contextOf({ organizationRole: "member" });
      await enableSecondFactor(person);
      const memberId = await memberIdOf(person);
      return (ctx) => core.resetMemberSecondFactor(ctx, { memberId });
    },
  },
  removeMember: {
    action: "member.remove",
    notFound: "member.not_found",
    prepare: async (tenant) => {
      const memberId = await memberIdOf(await tenant.contextOf({ organizationRole: "member" }));
      return (ctx) => core.removeMember(ctx, { memberId });
    },
  },
  createInvitation: {
    action: "invitation.create",
    notFound: null,
    prepare: async () => {
      const email = `${randomUUID()}@example.com`;
      return (ctx) => core.createInvitation(ctx, { email, roles: ["member"], expiresInDays: 7 });
    },
  },
  resendInvitation: {
    action: "invitation.resend",
    notFound: "invitation.not_found",
    prepare: async (tenant) => {
      const invitationId = await invite(tenant);
      return (ctx) => core.resendInvitation(ctx, { invitationId, expiresInDays: 7 });
    },
  },
  withdrawInvitation: {
    action: "invitation.withdraw",
    notFound: "invitation.not_found",
    prepare: async (tenant) => {
      const invitationId = await invite(tenant);
      return (ctx) => core.withdrawInvitation(ctx, { invitationId });
    },
  },
  createOrganizationRole: {
    action: "role.create",
    notFound: null,
    prepare: async () => (ctx) =>
      core.createOrganizationRole(
        ctx,
        CreateOrganizationRoleInput.parse({ slug: `r-${randomUUID()}`, name: "R", rules: [] }),
      ),
  },
  updateOrganizationRole: {
    action: "role.update",
    notFound: "role.not_found",
    prepare: async (tenant) => {
      const { id: roleId } = await tenant.createRole();
      return (ctx) => core.updateOrganizationRole(ctx, { roleId, name: "New name", rules: [] });
    },
  },
  deleteOrganizationRole: {
    action: "role.delete",
    notFound: "role.not_found",
    prepare: async (tenant) => {
      const { id: roleId } = await tenant.createRole();
      return (ctx) => core.deleteOrganizationRole(ctx, { roleId });
    },
  },
});
