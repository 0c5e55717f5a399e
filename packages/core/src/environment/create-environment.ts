import { randomUUID } from "node:crypto";
import { type CreateEnvironmentInput, type EnvironmentOutput, MAX_ENVIRONMENTS } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** Adds an environment at a position, or last. */
export async function createEnvironment(
  ctx: UseCaseContext,
  input: CreateEnvironmentInput,
): Promise<EnvironmentOutput> {
  const { project, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("environments:create");
  const now = ctx.clock.now();
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(project.id))) throw new AppError("project.not_found");
    const existing = await tx.environments.list(project.id);
    if (existing.length >= MAX_ENVIRONMENTS) {
      throw invalidField("projectId", `A project has at most ${MAX_ENVIRONMENTS} environments`);
    }
    const last = (existing.at(-1)?.position ?? 0) + 1;
    const position = Math.min(input.position ?? last, last);
    if (position < last) await tx.environments.moveBack(project.id, position);
    const id = randomUUID();
    const { name, slug } = input;
    const row = { id, projectId: project.id, name, slug, position, createdAt: now };
    if ((await tx.environments.insertMany([row])) === 0) throw new AppError("environment.slug_taken");
    await tx.folders.insertRoots([row]);
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "environment.create",
      subject: { type: "environment", id },
      projectId: project.id,
      detail: { name, slug, position },
    });
    return { ...row, updatedAt: now };
  });
}
