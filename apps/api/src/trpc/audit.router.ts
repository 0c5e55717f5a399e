import {
  AuditChainReport,
  AuditEventOutput,
  AuditEventPage,
  AuditedProject,
  GetAuditEventInput,
  ListAuditEventsInput,
  ProjectRef,
} from "@podpass/contracts";
import { getAuditEvent, getAuditedProject, listAuditEvents, verifyAuditChain } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const auditRouter = router({
  list: procedure
    .input(ListAuditEventsInput.strict())
    .output(AuditEventPage)
    .query(({ ctx, input }) => listAuditEvents(ctx.useCase, input)),
  get: procedure
    .input(GetAuditEventInput.strict())
    .output(AuditEventOutput)
    .query(({ ctx, input }) => getAuditEvent(ctx.useCase, input)),
  getProject: procedure
    .input(ProjectRef.strict())
    .output(AuditedProject)
    .query(({ ctx, input }) => getAuditedProject(ctx.useCase, input)),
  verify: procedure.output(AuditChainReport).query(({ ctx }) => verifyAuditChain(ctx.useCase)),
});
