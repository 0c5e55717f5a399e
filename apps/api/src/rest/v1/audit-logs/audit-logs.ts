import { ShipAuditEventsInput, ShippedAuditEvents } from "@podpass/contracts";
import { parseWith, shipAuditEvents } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { QueryNumber } from "../../wire/fields.ts";

const Query = z.object({ after: QueryNumber.optional(), limit: QueryNumber.optional() });
/** Dates leave as text. */
const Event = ShippedAuditEvents.shape.items.element.extend({ occurredAt: z.iso.datetime() });
const Answer = z.object({ auditLogs: z.array(Event), nextAfter: z.int(), isCaughtUp: z.boolean() });

/** The organization's audit log for a collector that asks again and again, each time from the last `nextAfter` on. */
export const auditLogs: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/audit-logs",
    { schema: { querystring: Query, response: { 200: Answer } } },
    async ({ useCase, query }) => {
      const { items, ...rest } = await shipAuditEvents(useCase, parseWith(ShipAuditEventsInput, query));
      return { ...rest, auditLogs: items.map((item) => ({ ...item, occurredAt: item.occurredAt.toISOString() })) };
    },
  );
};
