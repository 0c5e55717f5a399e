import { PROJECT_EVENT_KINDS, SubscribeInput } from "@podpass/contracts";
import { parseWith, subscribeToProjectEvents } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { bearerToken } from "../../../plugins/request-context.ts";
import { WireText } from "../../wire/fields.ts";
import { EventStream } from "./event-stream.ts";

const HEADERS = {
  "content-type": "text/event-stream",
  // Proxies hand on each frame as it comes.
  "x-accel-buffering": "no",
  // The connection ends with the stream, so that a server that stops waits for none of them.
  connection: "close",
};

const Body = z.object({
  projectId: WireText,
  /** Left out by clients that want everything. */
  register: z
    .array(
      z.object({
        event: z.enum(PROJECT_EVENT_KINDS, `Must be one of ${PROJECT_EVENT_KINDS.join(", ")}`),
        conditions: z.object({ environmentSlug: WireText.nullish(), secretPath: WireText.nullish() }).nullish(),
      }),
    )
    .nullish(),
});

function fromBody({ projectId, register }: z.output<typeof Body>) {
  return {
    projectId,
    registrations: register?.map(({ event, conditions }) => ({
      kind: event,
      environment: conditions?.environmentSlug || undefined,
      secretPath: conditions?.secretPath || undefined,
    })),
  };
}

/** What happens to a project's secrets, told as it happens. */
export const projectEvents: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/events/subscribe/project-events",
    { config: { wireNames: { registrations: "register" } }, schema: { body: Body } },
    async (request, reply) => {
      const { useCase } = request;
      const stream = new EventStream(useCase);
      const input = { ...parseWith(SubscribeInput, fromBody(request.body)), accessToken: bearerToken(request) };
      stream.follow(await subscribeToProjectEvents(useCase, input, stream));
      return reply.headers(HEADERS).send(stream);
    },
  );
};
