import { containing } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";

const roleColumns = { role: true, customRole: { select: { slug: true, permissions: true } } } as const;
const userColumns = { id: true, name: true, email: true } as const;

interface NewOrganizationMembership {
  id: string;
  organizationId: string;
  principal: { userId: string } | { identityId: string };
  role: string | null;
  customRoleId: string | null;
  at: Date;
}

interface MemberFilter {
  organizationId: string;
  search: string | undefined;
  after: { at: Date; id: string } | null;
  take: number;
}

export function memberRepository(db: Db) {
  return {
    async insert(row: NewOrganizationMembership): Promise<void> {
      const { principal, at, ...membership } = row;
      await db.orgMembership.create({
        data: { ...membership, ...principal, createdAt: at, updatedAt: at },
        select: { id: true },
      });
    },

    /** The organization a person works in: the one joined first. */
    findFirstOfUser(userId: string) {
      return db.orgMembership.findFirst({
        where: { userId },
        orderBy: { createdAt: "asc" },
        select: {
          ...roleColumns,
          organization: { select: { id: true, name: true, slug: true } },
          user: { select: userColumns },
        },
      });
    },

    async setIdentityRole(
      identityId: string,
      role: { role: string | null; customRoleId: string | null },
      at: Date,
    ): Promise<void> {
      await db.orgMembership.update({
        where: { identityId },
        data: { role: role.role, customRoleId: role.customRoleId, updatedAt: at },
        select: { id: true },
      });
    },

    /** People, in the order they joined. */
    async listUsers(filter: MemberFilter) {
      const { after, search } = filter;
      const rows = await db.orgMembership.findMany({
        where: {
          organizationId: filter.organizationId,
          user: search ? { OR: [{ name: containing(search) }, { email: containing(search) }] } : { isNot: null },
          ...(after === null
            ? {}
            : { OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, id: { gt: after.id } }] }),
        },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: filter.take,
        select: { id: true, createdAt: true, ...roleColumns, user: { select: userColumns } },
      });
      return rows.flatMap(({ user, ...row }) => (user ? [{ ...row, user }] : []));
    },
  };
}
