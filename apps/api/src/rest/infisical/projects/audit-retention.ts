import { UpdateAuditRetentionInput } from "@podpass/contracts";
import { parseWith, type UseCaseContext, updateAuditRetention } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireNumber, WireText } from "../../wire/fields.ts";
import { projectBySlug } from "../../wire/project-by-slug.ts";
import { ProjectAnswer, toProjectAnswer } from "./project-wire.ts";

const Body = z.object({ auditLogsRetentionDays: WireNumber.nullable() });
const config = { wireNames: { auditRetentionDays: "auditLogsRetentionDays" } };
const message = "Successfully updated project's audit logs retention";

async function update(ctx: UseCaseContext, projectId: string, { auditLogsRetentionDays }: z.output<typeof Body>) {
  // Terraform reads and writes "none of its own" as 0.
  const auditRetentionDays = auditLogsRetentionDays === 0 ? null : auditLogsRetentionDays;
  const input = parseWith(UpdateAuditRetentionInput, { projectId, auditRetentionDays });
  return toProjectAnswer(await updateAuditRetention(ctx, input));
}

/** For how many days a project's audit events keep their contents: for Terraform by the project's slug. */
export const auditRetention: FastifyPluginAsyncZod = async (app) => {
  app.put(
    "/v1/workspace/:slug/audit-logs-retention",
    {
      config,
      schema: {
        summary: "Set for how many days a project's audit events keep their contents",
        params: z.object({ slug: WireText }),
        body: Body,
        response: { 200: z.object({ message: z.string(), workspace: ProjectAnswer }) },
      },
    },
    async ({ useCase, params, body }) => {
      const { id } = await projectBySlug(useCase, params.slug);
      return { message, workspace: await update(useCase, id, body) };
    },
  );

  app.put(
    "/v1/projects/:projectId/audit-logs-retention",
    {
      config,
      schema: {
        summary: "Set for how many days a project's audit events keep their contents",
        params: z.object({ projectId: WireText }),
        body: Body,
        response: { 200: z.object({ message: z.string(), project: ProjectAnswer }) },
      },
    },
    async ({ useCase, params, body }) => ({ message, project: await update(useCase, params.projectId, body) }),
  );
};
