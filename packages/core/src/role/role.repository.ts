import type { Prisma } from "@podpass/prisma";
import { definedOnly } from "../shared/defined-only.ts";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const columns = {
  id: true,
  slug: true,
  name: true,
  description: true,
  permissions: true,
  createdAt: true,
  updatedAt: true,
} as const;

/** A custom role belongs to an organization, and is one of its own when projectId is null, else of that project. */
interface RoleScope {
  organizationId: string;
  projectId: string | null;
}

interface NewRole extends RoleScope {
  id: string;
  slug: string;
  name: string;
  description: string;
  permissions: Prisma.InputJsonArray;
  createdAt: Date;
}

interface RoleChange {
  slug?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
  permissions?: Prisma.InputJsonArray | undefined;
}

interface HolderFilter {
  slug: string;
  after: string | null;
  take: number;
}

const principalColumns = {
  user: { select: { id: true, name: true } },
  identity: { select: { id: true, name: true } },
} as const;

export function roleRepository(db: Db) {
  return {
    findBySlug({ organizationId, projectId }: RoleScope, slug: string) {
      return db.role.findFirst({ where: { organizationId, projectId, slug }, select: columns });
    },

    find({ organizationId, projectId }: RoleScope, id: string) {
      return db.role.findFirst({ where: { id, organizationId, projectId }, select: columns });
    },

    /** The project that a role was made for, by the role's id alone; the caller's tenant is part of the search. */
    async findProjectIdOf(id: string, organizationId: string): Promise<string | null> {
      const role = await db.role.findFirst({ where: { id, organizationId }, select: { projectId: true } });
      return role?.projectId ?? null;
    },

    /** By name. */
    list({ organizationId, projectId }: RoleScope) {
      return db.role.findMany({ where: { organizationId, projectId }, orderBy: { name: "asc" }, select: columns });
    },

    count({ organizationId, projectId }: RoleScope): Promise<number> {
      return db.role.count({ where: { organizationId, projectId } });
    },

    /** Holds the row until the transaction ends: two changes of a role follow each other, and nobody is given it meanwhile. */
    async lock(id: string): Promise<void> {
      await db.$queryRaw`SELECT id FROM roles WHERE id = ${id}::uuid FOR UPDATE`;
    },

    /** False when the slug is taken, also by a role made at the same moment. */
    async insert(row: NewRole): Promise<boolean> {
      const data = [{ ...row, updatedAt: row.createdAt }];
      return (await db.role.createMany({ data, skipDuplicates: true })).count === 1;
    },

    /** Null when another role of the scope has the new slug. */
    update(id: string, change: RoleChange, at: Date): Promise<RoleRow | null> {
      const data = { ...definedOnly(change), updatedAt: at };
      return unlessTaken(db.role.update({ where: { id }, data, select: columns }));
    },

    async delete(id: string): Promise<void> {
      await db.role.delete({ where: { id }, select: { id: true } });
    },

    /** Identities with a role of the organization, built-in or custom, by the id of their membership. */
    listIdentityHolders({ organizationId, slug, after, take }: HolderFilter & { organizationId: string }) {
      return db.orgMembership.findMany({
        where: { organizationId, ...havingRole(slug), ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: "asc" },
        take,
        select: { id: true, ...principalColumns },
      });
    },

    /** Roles of people in the organization, by their id; a role whose time is over is left out. */
    listUserHolders({ organizationId, slug, after, take }: HolderFilter & { organizationId: string }, at: Date) {
      return db.orgMembershipRole.findMany({
        where: { membership: { organizationId }, ...heldAfter(slug, after, at) },
        orderBy: { id: "asc" },
        take,
        select: { id: true, startsAt: true, endsAt: true, membership: { select: principalColumns } },
      });
    },

    /** Roles of memberships of a project, by their id; a role whose time is over is left out. */
    listProjectHolders({ projectId, slug, after, take }: HolderFilter & { projectId: string }, at: Date) {
      return db.projectMembershipRole.findMany({
        where: { membership: { projectId }, ...heldAfter(slug, after, at) },
        orderBy: { id: "asc" },
        take,
        select: { id: true, startsAt: true, endsAt: true, membership: { select: principalColumns } },
      });
    },
  };
}

function havingRole(slug: string) {
  return { OR: [{ role: slug }, { customRole: { slug } }] };
}

function heldAfter(slug: string, after: string | null, at: Date) {
  return {
    ...havingRole(slug),
    AND: { OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
    ...(after === null ? {} : { id: { gt: after } }),
  };
}

export interface RoleRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  permissions: unknown;
  createdAt: Date;
  updatedAt: Date;
}
