import type { WindowedRole } from "../authorization/role-window.ts";
import { type MembershipRoleRow, membershipRoleColumns } from "../role/membership-role.ts";
import type { GrantedRole } from "../role/resolve-grants.ts";
import { containing } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";
import { withIdsInOrder } from "../shared/with-ids-in-order.ts";

const userColumns = { id: true, name: true, email: true } as const;

const memberColumns = {
  id: true,
  createdAt: true,
  deactivatedAt: true,
  lastActiveAt: true,
  roles: { select: membershipRoleColumns, orderBy: { id: "asc" } },
  user: { select: { ...userColumns, secondFactor: { select: { confirmedAt: true } } } },
  organization: { select: { isSecondFactorRequired: true } },
} as const;

interface NewIdentityMembership {
  id: string;
  organizationId: string;
  identityId: string;
  role: string | null;
  customRoleId: string | null;
  at: Date;
}

interface NewMember {
  id: string;
  organizationId: string;
  userId: string;
  roles: readonly GrantedRole[];
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
    async insertIdentity({ at, ...row }: NewIdentityMembership): Promise<void> {
      await db.orgMembership.create({ data: { ...row, createdAt: at, updatedAt: at }, select: { id: true } });
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

    /** False when the person is a member already, also by a call at the same moment. */
    async insertUser({ id, organizationId, userId, roles, at }: NewMember): Promise<boolean> {
      const data = [{ id, organizationId, userId, createdAt: at, updatedAt: at }];
      const { count } = await db.orgMembership.createMany({ data, skipDuplicates: true });
      if (count === 1) await insertRoles(db, id, roles);
      return count === 1;
    },

    /** A person's places in the organizations that let them in, in the order they joined. */
    async listOfUser(userId: string) {
      const rows = await db.orgMembership.findMany({
        where: { userId, deactivatedAt: null },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: {
          ...memberColumns,
          organization: { select: { id: true, name: true, slug: true, isSecondFactorRequired: true } },
        },
      });
      return rows.flatMap((row) => {
        const { id, name, slug } = row.organization;
        const member = withUser(row);
        return member ? [{ ...member, organization: { id, name, slug } }] : [];
      });
    },

    /** A person's place in one organization, whether they are let in or not. */
    async findOfUser(organizationId: string, userId: string): Promise<MemberRow | null> {
      const where = { organizationId_userId: { organizationId, userId } };
      return withUser(await db.orgMembership.findUnique({ where, select: memberColumns }));
    },

    /**
     * Keeps the person in the organization until the transaction ends: whoever takes them out waits, and then takes what
     * they were given as well. False when they are no member.
     */
    async keepIn(organizationId: string, userId: string): Promise<boolean> {
      const kept = await db.$queryRaw<object[]>`
        SELECT id FROM org_memberships
        WHERE organization_id = ${organizationId}::uuid AND user_id = ${userId} FOR KEY SHARE`;
      return kept.length === 1;
    },

    /** A member by the address they sign in with. */
    async findByEmail(organizationId: string, email: string): Promise<MemberRow | null> {
      return withUser(
        await db.orgMembership.findFirst({ where: { organizationId, user: { email } }, select: memberColumns }),
      );
    },

    async find(organizationId: string, id: string): Promise<MemberRow | null> {
      return withUser(await db.orgMembership.findFirst({ where: { id, organizationId }, select: memberColumns }));
    },

    /** People, in the order they joined. */
    async list(filter: MemberFilter): Promise<MemberRow[]> {
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
        select: memberColumns,
      });
      return rows.flatMap((row) => withUser(row) ?? []);
    },

    /** The roles of everybody who is let in and has the built-in role of an administrator among theirs. */
    async listRolesOfAdmins(organizationId: string) {
      const rows = await db.orgMembership.findMany({
        where: { organizationId, userId: { not: null }, deactivatedAt: null, roles: { some: { role: "admin" } } },
        select: { roles: { select: membershipRoleColumns } },
      });
      return rows.map(({ roles }) => roles);
    },

    /** What the person holds in the projects of the organization. */
    listProjectsOfUser(organizationId: string, userId: string) {
      return db.projectMembership.findMany({
        where: { userId, project: { organizationId } },
        select: { projectId: true, roles: { select: membershipRoleColumns } },
      });
    },

    async replaceRoles(id: string, roles: readonly GrantedRole[], at: Date): Promise<void> {
      await db.orgMembershipRole.deleteMany({ where: { membershipId: id } });
      await insertRoles(db, id, roles);
      await db.orgMembership.update({ where: { id }, data: { updatedAt: at }, select: { id: true } });
    },

    async setDeactivatedAt(id: string, deactivatedAt: Date | null, at: Date): Promise<void> {
      await db.orgMembership.update({ where: { id }, data: { deactivatedAt, updatedAt: at }, select: { id: true } });
    },

    async noteActivity(id: string, at: Date): Promise<void> {
      await db.orgMembership.updateMany({ where: { id }, data: { lastActiveAt: at } });
    },

    /** Takes the person out of the organization and all its projects, with what they kept to themselves there. */
    async delete(organizationId: string, { id, user }: MemberRow): Promise<void> {
      // First, which waits for whoever is giving them something: the statements below see that then.
      await db.orgMembership.delete({ where: { id }, select: { id: true } });
      const inOrganization = { project: { organizationId } };
      await db.secretOverride.deleteMany({
        where: { userId: user.id, secret: { folder: { environment: inOrganization } } },
      });
      await db.projectMembership.deleteMany({ where: { userId: user.id, ...inOrganization } });
    },

    /** Ends the sessions of a person whom no organization lets in any more. */
    async endSessionsOfOutsider(userId: string): Promise<void> {
      await db.session.deleteMany({
        where: { userId, user: { orgMemberships: { none: { deactivatedAt: null } } } },
      });
    },
  };
}

async function insertRoles(db: Db, membershipId: string, roles: readonly GrantedRole[]): Promise<void> {
  const data = withIdsInOrder(roles.map((role) => ({ ...role, membershipId })));
  await db.orgMembershipRole.createMany({ data });
}

/** Narrows a row that was searched for by its user. */
function withUser(row: FoundRow | null): MemberRow | null {
  if (!row?.user) return null;
  const { user: found, organization, ...member } = row;
  const { secondFactor, ...user } = found;
  const isSecondFactorMissing = organization.isSecondFactorRequired && (secondFactor?.confirmedAt ?? null) === null;
  return { ...member, user, isSecondFactorMissing };
}

/** A person's place in an organization. */
export interface MemberRow {
  id: string;
  createdAt: Date;
  deactivatedAt: Date | null;
  lastActiveAt: Date | null;
  roles: (MembershipRoleRow & WindowedRole)[];
  user: { id: string; name: string; email: string };
  /** Whether the organization asks for a second factor that the person has not set up: until then they may do nothing in it. */
  isSecondFactorMissing: boolean;
}

type FoundRow = Omit<MemberRow, "user" | "isSecondFactorMissing"> & {
  user: (MemberRow["user"] & { secondFactor: { confirmedAt: Date | null } | null }) | null;
  organization: { isSecondFactorRequired: boolean };
};
