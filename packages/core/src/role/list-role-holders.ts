import type {
  ListOrganizationRoleHoldersInput,
  ListProjectRoleHoldersInput,
  RoleHolder,
  RoleHolderPage,
} from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { readCursor, toPage } from "../shared/cursor.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Who holds a role of the organization. */
export async function listOrganizationRoleHolders(
  ctx: UseCaseContext,
  input: ListOrganizationRoleHoldersInput,
): Promise<RoleHolderPage> {
  ctx.authorize("role:read");
  ctx.authorize("member:read");
  ctx.authorize("identity:read");
  return listHolders(ctx, { organizationId: ctx.organizationId, projectId: null }, input);
}

/** Who holds a role of the project, now or at a time to come. */
export async function listProjectRoleHolders(
  ctx: UseCaseContext,
  input: ListProjectRoleHoldersInput,
): Promise<RoleHolderPage> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("role:read");
  authorize("member:read");
  authorize("identity:read");
  return listHolders(ctx, { organizationId: ctx.organizationId, projectId: project.id }, input);
}

interface Scope {
  organizationId: string;
  projectId: string | null;
}

async function listHolders(
  ctx: UseCaseContext,
  scope: Scope,
  { slug, cursor, limit }: ListOrganizationRoleHoldersInput,
): Promise<RoleHolderPage> {
  const after = readCursor(cursor)?.id ?? null;
  const rows = await findHolders(ctx.store, scope, { slug, after, take: limit + 1 }, ctx.clock.now());
  return toPage(rows, limit, ({ id }) => ({ sortValue: "", id }));
}

/** The holders of a role in a scope; of temporary ones those whose time is not over at that instant. */
export async function findHolders(
  store: Store,
  { organizationId, projectId }: Scope,
  filter: { slug: string; after: string | null; take: number },
  at: Date,
): Promise<RoleHolder[]> {
  if (projectId === null) {
    const identities = await store.roles.listIdentityHolders({ ...filter, organizationId });
    const people = await store.roles.listUserHolders({ ...filter, organizationId }, at);
    const lasting = identities.map((row) => ({
      id: row.id,
      principal: principalOf(row),
      startsAt: null,
      endsAt: null,
    }));
    return [...lasting, ...people.map(ofMembership)].sort(byId).slice(0, filter.take);
  }
  return (await store.roles.listProjectHolders({ ...filter, projectId }, at)).map(ofMembership);
}

type HolderRow = Awaited<ReturnType<Store["roles"]["listProjectHolders"]>>[number];

function ofMembership({ membership, ...row }: HolderRow): RoleHolder {
  return { ...row, principal: principalOf(membership) };
}

/** As the database orders ids, which are in lower case. */
function byId(one: RoleHolder, other: RoleHolder): number {
  return one.id < other.id ? -1 : 1;
}

type Named = { id: string; name: string } | null;

/** The database sees to it that a membership is a user's or an identity's. */
function principalOf({ user, identity }: { user: Named; identity: Named }): RoleHolder["principal"] {
  return user ? { type: "user", ...user } : { type: "identity", id: identity?.id ?? "", name: identity?.name ?? "" };
}
