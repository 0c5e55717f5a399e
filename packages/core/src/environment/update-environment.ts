import type { EnvironmentOutput, UpdateEnvironmentInput } from "@podpass/contracts";
import { appendAuditEvent, changesBetween } from "../audit/append-audit-event.ts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { assertNoEnvironmentOpens } from "./no-environment-opens.ts";

/** Renames or moves an environment. Pods address it by slug: a new slug is at once the only one. */
export async function updateEnvironment(
  ctx: UseCaseContext,
  input: UpdateEnvironmentInput,
): Promise<EnvironmentOutput> {
  const access = await openProject(ctx, { id: input.projectId });
  const { project, authorize } = access;
  authorize("environments:edit");
  return ctx.transaction(async (tx) => {
    if (!(await tx.projects.lock(project.id))) throw new AppError("project.not_found");
    const siblings = await tx.environments.list(project.id);
    const before = siblings.find((environment) => environment.id === input.environmentId);
    if (!before) throw new AppError("environment.not_found");
    const newSlug = input.slug ?? before.slug;
    await assertNoEnvironmentOpens(tx, ctx, access, { environment: before, newSlug });
    const position = input.position === undefined ? before.position : await move(tx, siblings, before, input.position);
    const change = { name: input.name ?? before.name, slug: newSlug, position };
    const after = await tx.environments.update(before.id, change, ctx.clock.now());
    if (!after) throw new AppError("environment.slug_taken");
    await appendAuditEvent(tx, ctx, {
      organizationId: ctx.organizationId,
      actor: ctx.actor,
      action: "environment.update",
      subject: { type: "environment", id: after.id },
      projectId: project.id,
      detail: changesBetween(
        { name: before.name, slug: before.slug, position: before.position },
        { name: after.name, slug: after.slug, position: after.position },
      ),
    });
    return after;
  });
}

/** Numbers the others anew around the moved one, from 1 without gaps. Returns where the moved one is then. */
async function move(
  tx: Store,
  siblings: EnvironmentOutput[],
  moved: EnvironmentOutput,
  position: number,
): Promise<number> {
  const order = siblings.filter((sibling) => sibling.id !== moved.id);
  order.splice(position - 1, 0, moved);
  for (const [index, sibling] of order.entries()) {
    if (sibling.id !== moved.id && sibling.position !== index + 1)
      await tx.environments.setPosition(sibling.id, index + 1);
  }
  return order.indexOf(moved) + 1;
}
