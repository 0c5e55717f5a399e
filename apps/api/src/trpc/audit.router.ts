import { AuditEventPage, ListAuditEventsInput } from "@podpass/contracts";
import { listAuditEvents } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const auditRouter = router({
  list: procedure
    .input(ListAuditEventsInput.strict())
    .output(AuditEventPage)
    .query(({ ctx, input }) => listAuditEvents(ctx.useCase, input)),
});
