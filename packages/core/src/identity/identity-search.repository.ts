import type { Prisma } from "@podpass/prisma";
import { containing } from "../shared/containing.ts";
import type { Db } from "../shared/store.ts";
import { holdingRole, identityColumns } from "./identity.repository.ts";

/** What a name holds, in either case; or the names, or the slugs of roles, of which an identity has one. */
export type IdentityCondition = { nameContains: string } | { nameIn: string[] } | { roleIn: string[] };

/** Identities that meet every condition and, where there are alternatives, everything that one of them asks for. */
interface IdentityCriteria {
  conditions: IdentityCondition[];
  alternatives: IdentityCondition[][];
}

/** By role: built-in ones, then custom ones, each by slug, and of one role by name. `desc` is `asc` from its end. */
interface IdentityOrder {
  orderBy: "name" | "role";
  orderDirection: "asc" | "desc";
}

/** A part of what is found. */
export interface IdentitySearch extends IdentityCriteria, IdentityOrder {
  /** How many of those before it are left out. */
  offset: number;
  limit: number;
}

/** The identities of an organization as clients that know no cursors look for them. */
export function identitySearchRepository(db: Db) {
  return {
    list(organizationId: string, search: IdentitySearch) {
      return db.identity.findMany({
        where: meeting(organizationId, search),
        orderBy: inOrder(search),
        skip: search.offset,
        take: search.limit,
        select: identityColumns,
      });
    },

    async count(organizationId: string, criteria: IdentityCriteria): Promise<number> {
      return db.identity.count({ where: meeting(organizationId, criteria) });
    },
  };
}

function meeting(organizationId: string, { conditions, alternatives }: IdentityCriteria): Prisma.IdentityWhereInput {
  // In Prisma an empty OR matches nothing.
  const oneOf = alternatives.length === 0 ? {} : { OR: alternatives.map((all) => ({ AND: all.map(meets) })) };
  return { organizationId, AND: conditions.map(meets), ...oneOf };
}

function meets(condition: IdentityCondition): Prisma.IdentityWhereInput {
  if ("nameContains" in condition) return { name: containing(condition.nameContains) };
  if ("nameIn" in condition) return { name: { in: condition.nameIn } };
  return holdingRole(condition.roleIn);
}

function inOrder({ orderBy, orderDirection: direction }: IdentityOrder): Prisma.IdentityOrderByWithRelationInput[] {
  const byName = [{ name: direction }, { id: direction }];
  if (orderBy === "name") return byName;
  // Whoever has a custom role has null for a built-in one, which PostgreSQL takes for the greatest.
  return [{ membership: { role: direction } }, { membership: { customRole: { slug: direction } } }, ...byName];
}
