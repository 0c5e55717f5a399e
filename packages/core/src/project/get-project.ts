import type { ProjectWithRules } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";

/** A project of the caller's organization, by id or slug, for whoever has any role in it. */
export async function getProject(
  ctx: UseCaseContext,
  where: { id: string } | { slug: string },
): Promise<ProjectWithRules> {
  const { project, rules, rulesUntil } = await openProject(ctx, where);
  if (rules.length === 0) {
    const reason = `holds no role in project ${project.id}`;
    throw new AppError("auth.permission_denied", { reason, refused: { projectId: project.id } });
  }
  return {
    ...project,
    rules: [...rules],
    lastingRules: [...rulesUntil(null)],
    serverAuditRetentionDays: ctx.auditRetentionDays,
  };
}
