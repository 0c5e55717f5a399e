import { PROJECT_EVENT_KINDS, type ProjectEvent, SubscribeInput } from "@podpass/contracts";
import { parseWith, subscribeToProjectEvents } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { bearerToken } from "../../../plugins/request-context.ts";
import { WireText } from "../../wire/fields.ts";
import { eventFrames, PING_FRAME } from "./event-frames.ts";
import { EventStream } from "./event-stream.ts";

const EXAMPLE: ProjectEvent = { kind: "secret:update", environment: "dev", secretPath: "/", secretKey: "API_KEY" };

/** What a stream is made of; it is never whole, so that nothing but its type can be checked. */
const EVENT_STREAM = {
  content: {
    "text/event-stream": {
      schema: z.unknown().meta({
        type: "string",
        description: "Frames of server-sent events, as long as the connection is open",
        examples: [`${PING_FRAME}${eventFrames([EXAMPLE], new Date("2026-01-31T12:00:00Z")).join("")}`],
      }),
    },
  },
};

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
    {
      config: { wireNames: { registrations: "register" } },
      schema: {
        summary: "Be told of changes to a project's secrets, as server-sent events",
        body: Body,
        response: { 200: EVENT_STREAM },
      },
    },
    async (request, reply) => {
      const { useCase } = request;
      const stream = new EventStream(useCase);
      const input = { ...parseWith(SubscribeInput, fromBody(request.body)), accessToken: bearerToken(request) };
      stream.follow(await subscribeToProjectEvents(useCase, input, stream));
      return reply.headers(HEADERS).send(stream);
    },
  );
};
