import { AuditFilter, SHIPPED_EVENTS, ShippedAuditEvents } from "@podpass/contracts";
import { shipAuditEvents } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { queryInteger } from "../../wire/fields.ts";

/** The filter is the contract's own, so that the description of the API names the values there are. */
const Query = AuditFilter.extend({
  after: queryInteger(0, Number.MAX_SAFE_INTEGER).default(0),
  limit: queryInteger(1, SHIPPED_EVENTS.max).default(SHIPPED_EVENTS.default),
});
/** Dates leave as text. */
const Event = ShippedAuditEvents.shape.items.element.extend({ occurredAt: z.iso.datetime() });
const Answer = z.object({ auditLogs: z.array(Event), nextAfter: z.int(), isCaughtUp: z.boolean() });

/** The organization's audit log for a collector that asks again and again, each time from the last `nextAfter` on. */
export const auditLogs: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/audit-logs",
    {
      schema: {
        summary: "Audit events behind a place of the chain, for a collector",
        querystring: Query,
        response: { 200: Answer },
      },
    },
    async ({ useCase, query }) => {
      const { items, ...rest } = await shipAuditEvents(useCase, query);
      return { ...rest, auditLogs: items.map((item) => ({ ...item, occurredAt: item.occurredAt.toISOString() })) };
    },
  );
};
