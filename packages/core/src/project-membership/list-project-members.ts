import type {
  AvailableIdentities,
  AvailableIdentitiesInput,
  AvailableUsers,
  AvailableUsersInput,
  IdentityMembershipOutput,
  IdentityMembershipPage,
  ListIdentityProjectsInput,
  ListProjectIdentitiesInput,
  ListProjectUsersInput,
  Page,
  ProjectIdentityRef,
  UserMembershipPage,
} from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { loadIdentity } from "../identity/identity-output.ts";
import { toMembershipRole } from "../role/membership-role.ts";
import { AppError } from "../shared/app-error.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toMembershipOutput } from "./membership-output.ts";

const AVAILABLE_LIMIT = 50;

/** The identities of a project. */
export async function listProjectIdentities(
  ctx: UseCaseContext,
  input: ListProjectIdentitiesInput,
): Promise<IdentityMembershipPage> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:read");
  const filter = { projectId: project.id, search: input.search || undefined };
  const [rows, totalCount] = await Promise.all([
    ctx.store.projectMemberships.listIdentities({
      ...filter,
      after: readTimeCursor(input.cursor),
      take: input.limit + 1,
    }),
    ctx.store.projectMemberships.countIdentities(filter),
  ]);
  const page = toPage(rows, input.limit, byJoining);
  return { items: page.items.map(toMembershipOutput), nextCursor: page.nextCursor, totalCount };
}

/** One identity's membership of a project. */
export async function getProjectIdentity(
  ctx: UseCaseContext,
  input: ProjectIdentityRef,
): Promise<IdentityMembershipOutput> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:read");
  const row = await ctx.store.projectMemberships.findOfIdentity(project.id, input.identityId);
  if (!row) throw new AppError("project_membership.not_found");
  return toMembershipOutput(row);
}

/** A membership by id alone: some clients know nothing else of it. */
export async function getMembership(ctx: UseCaseContext, membershipId: string): Promise<IdentityMembershipOutput> {
  const row = await ctx.store.projectMemberships.findForOrganization(membershipId, ctx.organizationId);
  if (!row) throw new AppError("project_membership.not_found");
  const { authorize } = await openProject(ctx, { id: row.project.id });
  authorize("identity:read");
  return toMembershipOutput(row);
}

/** The projects an identity is a member of. */
export async function listIdentityProjects(
  ctx: UseCaseContext,
  input: ListIdentityProjectsInput,
): Promise<Page<IdentityMembershipOutput>> {
  ctx.authorize("identity:read");
  await loadIdentity(ctx.store, input.identityId, ctx.organizationId);
  const rows = await ctx.store.projectMemberships.listOfIdentity(
    input.identityId,
    ctx.organizationId,
    readTimeCursor(input.cursor),
    input.limit + 1,
  );
  const page = toPage(rows, input.limit, byJoining);
  return { items: page.items.map(toMembershipOutput), nextCursor: page.nextCursor };
}

/** The first identities, by name, that could be added to the project. */
export async function listAvailableIdentities(
  ctx: UseCaseContext,
  input: AvailableIdentitiesInput,
): Promise<AvailableIdentities> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("identity:create");
  const search = input.search || undefined;
  return {
    items: await ctx.store.projectMemberships.listAvailable(project.id, ctx.organizationId, search, AVAILABLE_LIMIT),
  };
}

/** The first members of the organization, by name, that could be added to the project. */
export async function listAvailableUsers(ctx: UseCaseContext, input: AvailableUsersInput): Promise<AvailableUsers> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("member:create");
  const search = input.search || undefined;
  const { projectMemberships } = ctx.store;
  return {
    items: await projectMemberships.listAvailableUsers(project.id, ctx.organizationId, search, AVAILABLE_LIMIT),
  };
}

/** The people of a project. */
export async function listProjectUsers(ctx: UseCaseContext, input: ListProjectUsersInput): Promise<UserMembershipPage> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("member:read");
  const rows = await ctx.store.projectMemberships.listUsers({
    projectId: project.id,
    search: input.search || undefined,
    after: readTimeCursor(input.cursor),
    take: input.limit + 1,
  });
  const page = toPage(rows, input.limit, byJoining);
  return {
    nextCursor: page.nextCursor,
    items: page.items.flatMap(({ id, user, roles, createdAt }) =>
      user ? [{ id, user, roles: roles.map((role) => toMembershipRole("project", role)), createdAt }] : [],
    ),
  };
}

function byJoining(row: { createdAt: Date; id: string }) {
  return { sortValue: row.createdAt.toISOString(), id: row.id };
}
