import { randomUUID } from "node:crypto";
import { type CreateProjectInput, DEFAULT_ENVIRONMENTS, type ProjectOutput, slugFromName } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { principalOf } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** How many numbered slugs are tried when the name's own is taken. */
const SLUG_ATTEMPTS = 1000;

/** Creates a project with its environments; whoever creates it is its admin. */
export async function createProject(ctx: UseCaseContext, input: CreateProjectInput): Promise<ProjectOutput> {
  ctx.authorize("project:create");
  const id = randomUUID();
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    const slug = input.slug ?? (await freeSlug(tx, ctx.organizationId, slugFromName(input.name)));
    const { name, description, hasDeleteProtection } = input;
    const { organizationId } = ctx;
    const row = { id, organizationId, name, slug, description, hasDeleteProtection, createdAt: now };
    if (!(await tx.projects.insert(row))) throw new AppError("project.slug_taken");
    if (input.hasDefaultEnvironments) {
      const environments = DEFAULT_ENVIRONMENTS.map((environment, index) => ({
        ...environment,
        id: randomUUID(),
        projectId: id,
        position: index + 1,
        createdAt: now,
      }));
      await tx.environments.insertMany(environments);
      await tx.folders.insertRoots(environments);
    }
    const principal = principalOf(ctx);
    if (principal) {
      await assertIsMember(tx, ctx);
      const roles = [{ role: "admin", customRoleId: null }];
      await tx.projectMemberships.insert({ id: randomUUID(), projectId: id, principal, roles, at: now });
    }
    await appendAuditEvent(tx, ctx, {
      organizationId,
      actor: ctx.actor,
      action: "project.create",
      subject: { type: "project", id },
      projectId: id,
      detail: { name, slug },
    });
    const project = await tx.projects.findById(id, organizationId);
    if (!project) throw new AppError("project.not_found");
    return project;
  });
}

/** Of a person; an identity's memberships end with it. */
async function assertIsMember(tx: Store, { organizationId, actor }: UseCaseContext): Promise<void> {
  if (actor.type === "user" && !(await tx.members.keepIn(organizationId, actor.id))) {
    throw new AppError("member.not_found");
  }
}

async function freeSlug(tx: Store, organizationId: string, wanted: string): Promise<string> {
  for (let attempt = 1; attempt <= SLUG_ATTEMPTS; attempt += 1) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (!(await tx.projects.hasSlug(organizationId, slug))) return slug;
  }
  throw new AppError("project.slug_taken");
}
