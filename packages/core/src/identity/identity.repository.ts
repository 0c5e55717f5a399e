import { containing } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";

const heldRoleColumns = { role: true, customRole: { select: { slug: true, permissions: true } } } as const;

const customRoleColumns = { id: true, name: true, slug: true, description: true } as const;

export const identityColumns = {
  id: true,
  organizationId: true,
  name: true,
  project: { select: { id: true, name: true } },
  hasDeleteProtection: true,
  createdAt: true,
  updatedAt: true,
  metadata: { select: { id: true, key: true, value: true }, orderBy: { key: "asc" } },
  membership: { select: { id: true, role: true, customRole: { select: customRoleColumns } } },
  universalAuth: { select: { id: true } },
  kubernetesAuth: { select: { id: true } },
  tokenAuth: { select: { id: true } },
  lastLoginAt: true,
  lastLoginAuthMethod: true,
  accessTokens: { select: { createdAt: true, authMethod: true }, orderBy: { createdAt: "desc" }, take: 1 },
} as const;

interface NewIdentity {
  id: string;
  organizationId: string;
  /** The project that it is made for and in. */
  projectId?: string | undefined;
  name: string;
  hasDeleteProtection: boolean;
  createdAt: Date;
}

interface IdentityFilter {
  organizationId: string;
  search: string | undefined;
  role?: string | undefined;
  /** Only the identities of its own. */
  projectId?: string | undefined;
  /** Of those, only the members of the project. */
  isMember?: boolean | undefined;
}

export function identityRepository(db: Db) {
  return {
    async insert(row: NewIdentity): Promise<void> {
      await db.identity.create({
        data: { ...row, projectId: row.projectId ?? null, updatedAt: row.createdAt },
        select: { id: true },
      });
    },

    findForOrganization(id: string, organizationId: string) {
      return db.identity.findFirst({ where: { id, organizationId }, select: identityColumns });
    },

    /** Holds the row until the transaction ends, so that changes of one identity follow each other. Logins do not wait. */
    async lock(id: string): Promise<void> {
      await db.$queryRaw`SELECT id FROM identities WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    },

    /** The same of several at once. */
    async lockAll(ids: string[]): Promise<void> {
      await db.$queryRaw`SELECT id FROM identities WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
    },

    /** Keeps when it last logged in, which its tokens do not tell once they are gone. */
    async rememberLastLogin(id: string): Promise<void> {
      await db.$executeRaw`
        UPDATE identities i SET last_login_at = t.created_at, last_login_auth_method = t.auth_method
        FROM (
          SELECT created_at, auth_method FROM access_tokens
          WHERE identity_id = ${id}::uuid ORDER BY created_at DESC LIMIT 1
        ) t
        WHERE i.id = ${id}::uuid AND (i.last_login_at IS NULL OR i.last_login_at < t.created_at)`;
    },

    /** Everything that those of the identities that are the organization's are allowed, by the roles that they hold. */
    async listHeldRoles(ids: readonly string[], organizationId: string) {
      const rows = await db.identity.findMany({
        where: { id: { in: [...ids] }, organizationId },
        select: {
          id: true,
          membership: { select: heldRoleColumns },
          projectMemberships: {
            select: { projectId: true, roles: { select: { ...heldRoleColumns, startsAt: true, endsAt: true } } },
          },
        },
      });
      return rows.map(({ id, membership, projectMemberships }) => ({
        id,
        organizationRole: membership ?? { role: null, customRole: null },
        projects: projectMemberships,
      }));
    },

    /** The identity's metadata by key. */
    async findMetadata(id: string, organizationId: string): Promise<Record<string, string>> {
      const where = { identityId: id, identity: { organizationId } };
      const entries = await db.identityMetadata.findMany({ where, select: { key: true, value: true } });
      return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
    },

    async update(id: string, change: { name: string; hasDeleteProtection: boolean }, at: Date): Promise<void> {
      await db.identity.update({ where: { id }, data: { ...change, updatedAt: at }, select: { id: true } });
    },

    async replaceMetadata(id: string, entries: { id: string; key: string; value: string }[]): Promise<void> {
      await db.identityMetadata.deleteMany({ where: { identityId: id } });
      await db.identityMetadata.createMany({ data: entries.map((entry) => ({ ...entry, identityId: id })) });
    },

    async delete(id: string): Promise<void> {
      await db.identity.delete({ where: { id }, select: { id: true } });
    },

    /** By name, then id. */
    list(filter: IdentityFilter & { after: { sortValue: string; id: string } | null; take: number }) {
      const { after } = filter;
      return db.identity.findMany({
        where: {
          ...matching(filter),
          ...(after
            ? { OR: [{ name: { gt: after.sortValue } }, { name: after.sortValue, id: { gt: after.id } }] }
            : {}),
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: filter.take,
        select: identityColumns,
      });
    },

    async count(filter: IdentityFilter): Promise<number> {
      return db.identity.count({ where: matching(filter) });
    },
  };
}

function matching({ organizationId, search, role, projectId, isMember }: IdentityFilter) {
  return {
    organizationId,
    ...(projectId ? { projectId } : {}),
    ...(projectId && isMember ? { projectMemberships: { some: { projectId } } } : {}),
    ...(search ? { name: containing(search) } : {}),
    ...(role ? holdingRole([role]) : {}),
  };
}

/** A filter for identities whose role in the organization, built-in or custom, is one of these. */
export function holdingRole(slugs: string[]) {
  return { membership: { OR: [{ role: { in: slugs } }, { customRole: { slug: { in: slugs } } }] } };
}

export type IdentityRow = NonNullable<
  Awaited<ReturnType<ReturnType<typeof identityRepository>["findForOrganization"]>>
>;
