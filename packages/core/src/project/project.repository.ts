import type { Prisma } from "@podpass/prisma";
import { type EnvironmentRow, environmentColumns } from "../environment/environment.repository.ts";
import { type Changes, createChangeCache } from "../shared/change-cache.ts";
import { containing } from "../shared/containing.ts";
import { definedOnly } from "../shared/defined-only.ts";
import type { Db } from "../shared/store.ts";
import { unlessTaken } from "../shared/unless-taken.ts";

const heldRoleColumns = {
  role: true,
  startsAt: true,
  endsAt: true,
  customRole: { select: { slug: true, permissions: true } },
} as const;

const columns = {
  id: true,
  organizationId: true,
  name: true,
  slug: true,
  description: true,
  hasDeleteProtection: true,
  createdAt: true,
  updatedAt: true,
  auditRetention: { select: { days: true } },
  environments: { select: environmentColumns, orderBy: [{ position: "asc" }, { createdAt: "asc" }] },
} satisfies Prisma.ProjectSelect;

export interface ProjectRow {
  id: string;
  organizationId: string;
  name: string;
  slug: string;
  description: string;
  hasDeleteProtection: boolean;
  createdAt: Date;
  updatedAt: Date;
  /** Null: as long as the server keeps audit events. */
  auditRetentionDays: number | null;
  environments: EnvironmentRow[];
}

type StoredProject = Prisma.ProjectGetPayload<{ select: typeof columns }>;

function toRow({ auditRetention, ...project }: StoredProject): ProjectRow {
  return { ...project, auditRetentionDays: auditRetention?.days ?? null };
}

type ProjectRef = { id: string } | { slug: string };
type Principal = { userId: string } | { identityId: string } | null;

function rolesOf(principal: Principal) {
  return { where: principal ?? { id: { in: [] } }, select: { roles: { select: heldRoleColumns } } };
}

interface ProjectOfIdentity {
  project: ProjectRow;
  heldRoles: Prisma.ProjectMembershipRoleGetPayload<{ select: typeof heldRoleColumns }>[];
  identityId: string;
}

interface NewProject {
  id: string;
  organizationId: string;
  name: string;
  slug: string;
  description: string;
  hasDeleteProtection: boolean;
  createdAt: Date;
}

interface ProjectChange {
  name?: string | undefined;
  slug?: string | undefined;
  description?: string | undefined;
  hasDeleteProtection?: boolean | undefined;
}

interface ProjectFilter {
  organizationId: string;
  /** Only projects this principal is a member of; "all" for every project of the organization. */
  visibleTo: Principal | "all";
  search: string | undefined;
  after: { sortValue: string; id: string } | null;
  take: number;
}

/** Projects as their members see them; one is about 2 KB. */
const KEPT_PROJECTS = 5_000;

export function projectRepository(db: Db, changes?: Changes) {
  const kept =
    changes &&
    createChangeCache<ProjectOfIdentity>(changes, {
      max: KEPT_PROJECTS,
      tagsOf: ({ project, identityId }) => [`project ${project.id}`, `identity ${identityId}`],
    });

  async function readWithRolesOf(organizationId: string, where: ProjectRef, principal: Principal) {
    const row = await db.project.findFirst({
      where: { ...where, organizationId },
      select: {
        ...columns,
        memberships: rolesOf(principal),
      },
    });
    if (!row) return null;
    const { memberships, ...project } = row;
    return { project: toRow(project), heldRoles: memberships.flatMap(({ roles }) => roles) };
  }

  return {
    /** False when the slug is taken, also by a project created at the same moment. */
    async insert(row: NewProject): Promise<boolean> {
      const data = [{ ...row, updatedAt: row.createdAt }];
      return (await db.project.createMany({ data, skipDuplicates: true })).count === 1;
    },

    async findById(id: string, organizationId: string): Promise<ProjectRow | null> {
      const row = await db.project.findFirst({ where: { id, organizationId }, select: columns });
      return row && toRow(row);
    },

    async hasSlug(organizationId: string, slug: string): Promise<boolean> {
      return (await db.project.findFirst({ where: { organizationId, slug }, select: { id: true } })) !== null;
    },

    /** A project together with the roles the principal holds in it. For an identity it is kept until it changes. */
    async findWithRolesOf(organizationId: string, where: ProjectRef, principal: Principal) {
      const read = () => readWithRolesOf(organizationId, where, principal);
      if (!kept || !principal || !("identityId" in principal)) return read();
      const { identityId } = principal;
      const key = JSON.stringify([organizationId, identityId, where]);
      return kept.read(key, async () => {
        const found = await read();
        return found && { ...found, identityId };
      });
    },

    /** Those of the projects that are the organization's, with the roles the principal holds in each. */
    async listWithRolesOf(organizationId: string, ids: readonly string[], principal: Principal) {
      const rows = await db.project.findMany({
        where: { id: { in: [...ids] }, organizationId },
        orderBy: { id: "asc" },
        select: { id: true, memberships: rolesOf(principal) },
      });
      return rows.map(({ id, memberships }) => ({ id, heldRoles: memberships.flatMap(({ roles }) => roles) }));
    },

    /** Holds the row until the transaction ends, so that changes of one project follow each other. False when it is gone. */
    async lock(id: string): Promise<boolean> {
      return (
        (await db.$queryRaw<object[]>`SELECT id FROM projects WHERE id = ${id}::uuid FOR NO KEY UPDATE`).length === 1
      );
    },

    /** Null when the organization already has a project of the new slug. */
    async update(id: string, change: ProjectChange, at: Date): Promise<ProjectRow | null> {
      const data = { ...definedOnly(change), updatedAt: at };
      const row = await unlessTaken(db.project.update({ where: { id }, data, select: columns }));
      return row && toRow(row);
    },

    async delete(id: string): Promise<void> {
      // The project's own identities outlive it, changed; whoever deletes one holds it before its memberships.
      await db.$queryRaw`SELECT id FROM identities WHERE project_id = ${id}::uuid ORDER BY id FOR NO KEY UPDATE`;
      // The database lets no role go that somebody holds: those who hold roles of the project go first.
      await db.projectMembership.deleteMany({ where: { projectId: id } });
      await db.project.delete({ where: { id }, select: { id: true } });
    },

    /** By name, then id. */
    async list(filter: ProjectFilter): Promise<ProjectRow[]> {
      const { after, search, visibleTo } = filter;
      const rows = await db.project.findMany({
        where: {
          organizationId: filter.organizationId,
          ...(visibleTo === "all" ? {} : { memberships: { some: visibleTo ?? { id: { in: [] } } } }),
          AND: [
            search ? { OR: [{ name: containing(search) }, { slug: containing(search) }] } : {},
            after ? { OR: [{ name: { gt: after.sortValue } }, { name: after.sortValue, id: { gt: after.id } }] } : {},
          ],
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: filter.take,
        select: columns,
      });
      return rows.map(toRow);
    },
  };
}
