import { membershipRoleColumns } from "../role/membership-role.ts";
import { containing } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";
import { withIdsInOrder } from "../shared/with-ids-in-order.ts";

const columns = {
  id: true,
  createdAt: true,
  updatedAt: true,
  roles: {
    select: membershipRoleColumns,
    orderBy: { id: "asc" },
  },
  project: { select: { id: true, name: true, slug: true } },
  identity: {
    select: {
      id: true,
      name: true,
      hasDeleteProtection: true,
      universalAuth: { select: { id: true } },
      kubernetesAuth: { select: { id: true } },
      tokenAuth: { select: { id: true } },
    },
  },
} as const;

const userColumns = {
  id: true,
  createdAt: true,
  roles: columns.roles,
  user: { select: { id: true, name: true, email: true } },
} as const;

interface StoredRole {
  role: string | null;
  customRoleId: string | null;
  startsAt?: Date | null;
  endsAt?: Date | null;
  windowLength?: string | null;
}

interface NewProjectMembership {
  id: string;
  projectId: string;
  principal: { userId: string } | { identityId: string };
  roles: StoredRole[];
  at: Date;
}

interface IdentityFilter {
  projectId: string;
  search: string | undefined;
}

type After = { at: Date; id: string } | null;

export function projectMembershipRepository(db: Db) {
  return {
    /** False when the principal is a member already, also by a call at the same moment. */
    async insert({ id, projectId, principal, roles, at }: NewProjectMembership): Promise<boolean> {
      const data = [{ id, projectId, ...principal, createdAt: at, updatedAt: at }];
      const { count } = await db.projectMembership.createMany({ data, skipDuplicates: true });
      if (count === 0) return false;
      await insertRoles(db, id, roles);
      return true;
    },

    findOfIdentity(projectId: string, identityId: string) {
      return db.projectMembership.findUnique({
        where: { projectId_identityId: { projectId, identityId } },
        select: columns,
      });
    },

    /** A person's; null also for what is nobody's. */
    async findOfUser(projectId: string, userId: string) {
      const where = { projectId_userId: { projectId, userId } };
      const row = await db.projectMembership.findUnique({ where, select: userColumns });
      return row?.user ? { ...row, user: row.user } : null;
    },

    /** A membership by id alone; the caller's tenant is part of the search. */
    findForOrganization(id: string, organizationId: string) {
      return db.projectMembership.findFirst({
        where: { id, identityId: { not: null }, project: { organizationId } },
        select: columns,
      });
    },

    async replaceRoles(id: string, roles: StoredRole[], at: Date): Promise<void> {
      await db.projectMembershipRole.deleteMany({ where: { membershipId: id } });
      await insertRoles(db, id, roles);
      await db.projectMembership.update({ where: { id }, data: { updatedAt: at }, select: { id: true } });
    },

    async delete(id: string): Promise<void> {
      await db.projectMembership.delete({ where: { id }, select: { id: true } });
    },

    /** In the order they joined. */
    listIdentities(filter: IdentityFilter & { after: After; take: number }) {
      return db.projectMembership.findMany({
        where: { ...identitiesMatching(filter), ...joinedAfter(filter.after) },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: filter.take,
        select: columns,
      });
    },

    async countIdentities(filter: IdentityFilter): Promise<number> {
      return db.projectMembership.count({ where: identitiesMatching(filter) });
    },

    listUsers(filter: IdentityFilter & { after: After; take: number }) {
      const { projectId, search } = filter;
      return db.projectMembership.findMany({
        where: {
          projectId,
          user: search ? { OR: [{ name: containing(search) }, { email: containing(search) }] } : { isNot: null },
          ...joinedAfter(filter.after),
        },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: filter.take,
        select: userColumns,
      });
    },

    listOfIdentity(identityId: string, organizationId: string, after: After, take: number) {
      return db.projectMembership.findMany({
        where: { identityId, project: { organizationId }, ...joinedAfter(after) },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take,
        select: columns,
      });
    },

    /** People who are let into the organization and whom the project does not have yet, by name. */
    listAvailableUsers(projectId: string, organizationId: string, search: string | undefined, take: number) {
      return db.user.findMany({
        where: {
          orgMemberships: { some: { organizationId, deactivatedAt: null } },
          projectMemberships: { none: { projectId } },
          ...(search ? { OR: [{ name: containing(search) }, { email: containing(search) }] } : {}),
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take,
        select: { id: true, name: true, email: true },
      });
    },

    /** Identities of the organization that the project does not have yet, by name. */
    listAvailable(projectId: string, organizationId: string, search: string | undefined, take: number) {
      return db.identity.findMany({
        where: {
          organizationId,
          projectMemberships: { none: { projectId } },
          ...(search ? { name: containing(search) } : {}),
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take,
        select: { id: true, name: true },
      });
    },
  };
}

async function insertRoles(db: Db, membershipId: string, roles: StoredRole[]): Promise<void> {
  const data = withIdsInOrder(roles.map((role) => ({ ...role, membershipId })));
  await db.projectMembershipRole.createMany({ data });
}

function identitiesMatching({ projectId, search }: IdentityFilter) {
  return { projectId, identity: search ? { name: containing(search) } : { isNot: null } };
}

function joinedAfter(after: After) {
  return after ? { OR: [{ createdAt: { gt: after.at } }, { createdAt: after.at, id: { gt: after.id } }] } : {};
}

export type IdentityMembershipRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof projectMembershipRepository>["findOfIdentity"]>>
>;

export type UserMembershipRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof projectMembershipRepository>["findOfUser"]>>
>;
