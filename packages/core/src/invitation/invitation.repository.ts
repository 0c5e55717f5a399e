import type { WindowedRole } from "../authorization/role-window.ts";
import { type MembershipRoleRow, membershipRoleColumns } from "../role/membership-role.ts";
import type { GrantedRole } from "../role/resolve-grants.ts";
import { containing } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";

const columns = {
  id: true,
  organizationId: true,
  email: true,
  mail: true,
  createdAt: true,
  expiresAt: true,
  invitedBy: { select: { id: true, name: true } },
  roles: { select: { ...membershipRoleColumns, customRoleId: true }, orderBy: { id: "asc" } },
} as const;

interface NewInvitation {
  id: string;
  organizationId: string;
  email: string;
  tokenHash: string;
  invitedById: string;
  expiresAt: Date;
  createdAt: Date;
  roles: readonly GrantedRole[];
}

interface InvitationFilter {
  organizationId: string;
  search: string | undefined;
  after: { at: Date; id: string } | null;
  take: number;
}

export function invitationRepository(db: Db) {
  return {
    /** False when the organization has an invitation for the address, also by a call at the same moment. */
    async insert({ roles, ...row }: NewInvitation): Promise<boolean> {
      const { count } = await db.invitation.createMany({ data: [{ ...row, mail: "off" }], skipDuplicates: true });
      if (count === 0) return false;
      const data = roles.map((role) => ({ ...role, id: crypto.randomUUID(), invitationId: row.id }));
      await db.invitationRole.createMany({ data });
      return true;
    },

    find(organizationId: string, id: string): Promise<InvitationRow | null> {
      return db.invitation.findFirst({ where: { id, organizationId }, select: columns });
    },

    /** Of a token that was handed out and is neither used, withdrawn nor replaced; it may have expired. */
    findByToken(tokenHash: string): Promise<InvitationRow | null> {
      return db.invitation.findUnique({ where: { tokenHash }, select: columns });
    },

    /** A new link in the place of the one before, which is worth nothing from then on. */
    async replaceToken(id: string, link: { tokenHash: string; invitedById: string; expiresAt: Date }): Promise<void> {
      await db.invitation.update({ where: { id }, data: { ...link, mail: "off" }, select: { id: true } });
    },

    /** Writes down what became of the mail, unless there is a newer link. */
    async setMail(tokenHash: string, mail: "sent" | "failed"): Promise<void> {
      await db.invitation.updateMany({ where: { tokenHash }, data: { mail } });
    },

    /** False when it is gone already: of several who take one invitation at the same moment one gets it. */
    async take(id: string): Promise<boolean> {
      return (await db.invitation.deleteMany({ where: { id } })).count === 1;
    },

    /** In the order they were made. */
    list({ organizationId, search, after, take }: InvitationFilter): Promise<InvitationRow[]> {
      return db.invitation.findMany({
        where: {
          organizationId,
          ...(search ? { email: containing(search) } : {}),
          ...(after ? { OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, id: { gt: after.id } }] } : {}),
        },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take,
        select: columns,
      });
    },

    /** Whether an invitation would give this custom role. */
    async gives(customRoleId: string): Promise<boolean> {
      return (await db.invitationRole.findFirst({ where: { customRoleId }, select: { id: true } })) !== null;
    },
  };
}

export interface InvitationRow {
  id: string;
  organizationId: string;
  email: string;
  mail: string;
  createdAt: Date;
  expiresAt: Date;
  invitedBy: { id: string; name: string };
  roles: (MembershipRoleRow & WindowedRole & { customRoleId: string | null })[];
}
