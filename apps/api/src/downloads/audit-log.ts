import { Readable } from "node:stream";
import { AuditFilter } from "@podpass/contracts";
import { exportAuditEvents } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AUDIT_LOG_FORMATS, type AuditLogFormat, writeAuditEvents } from "./audit-log-formats.ts";

const Query = z.strictObject({
  ...AuditFilter.shape,
  format: z.enum(Object.keys(AUDIT_LOG_FORMATS) as AuditLogFormat[], "Must be jsonl or csv"),
});

/** The audit log as the page filters it, all of it. */
export const auditLog: FastifyPluginAsyncZod = async (app) => {
  app.get("/audit-log", { schema: { querystring: Query } }, async ({ useCase, openAgain, query }, reply) => {
    const { format, ...filter } = query;
    const { mediaType, extension } = AUDIT_LOG_FORMATS[format];
    const parts = await exportAuditEvents(useCase, filter, openAgain);
    const day = useCase.clock.now().toISOString().slice(0, 10);
    return reply
      .type(mediaType)
      .header("content-disposition", `attachment; filename="audit-log-${day}.${extension}"`)
      .send(Readable.from(writeAuditEvents(parts, format)));
  });
};
