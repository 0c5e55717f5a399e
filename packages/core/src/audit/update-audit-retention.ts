import type { ProjectOutput, UpdateAuditRetentionInput } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { appendAuditEvent } from "./append-audit-event.ts";
import { macOfRetention } from "./audit-chain.ts";
import { openOrCreateAuditChain } from "./audit-chain-key.ts";

/**
 * Sets after how many days the audit events of a project lose their contents. The log is the organization's: whoever
 * shortens what it keeps needs `settings:edit` there as well as `project:edit` in the project.
 */
export async function updateAuditRetention(
  ctx: UseCaseContext,
  { projectId, auditRetentionDays: days }: UpdateAuditRetentionInput,
): Promise<ProjectOutput> {
  const { authorize } = await openProject(ctx, { id: projectId });
  authorize("project:edit");
  ctx.authorize("settings:edit");
  const { organizationId, actor } = ctx;
  return ctx.transaction(async (tx) => {
    await tx.projects.lock(projectId);
    const before = await tx.projects.findById(projectId, organizationId);
    if (!before) throw new AppError("project.not_found");
    if (days === null) {
      await tx.auditRetentions.remove(projectId);
    } else {
      const { key } = await openOrCreateAuditChain(tx, ctx.secretBox, organizationId);
      await tx.auditRetentions.set(projectId, days, macOfRetention(key, organizationId, projectId, days));
    }
    const after = await tx.projects.update(projectId, {}, ctx.clock.now());
    if (!after) throw new AppError("project.not_found");
    await appendAuditEvent(tx, ctx, {
      organizationId,
      actor,
      action: "audit_retention.update",
      subject: { type: "project", id: projectId },
      projectId,
      detail: { days: { before: before.auditRetentionDays, after: days } },
    });
    return after;
  });
}
