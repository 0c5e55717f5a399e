import { AppError } from "@podpass/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CLIENT_IP_HEADER, REQUEST_ID_HEADER } from "../auth/internal-headers.ts";
import type { Container } from "../container.ts";

/** What of the sign-in library is reachable from outside; the rest does not exist. */
const ROUTES = [
  { method: "POST", url: "/sign-in/email" },
  { method: "POST", url: "/sign-out" },
] as const;

/** The sign-in library behind Fastify's hooks. It reads the body itself, so Fastify hands it on as text. */
export async function humanAuthRoutes(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
  for (const route of ROUTES) {
    app.route({ ...route, handler: (request, reply) => answer(container, request, reply) });
  }
}

async function answer(container: Container, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const host = request.headers.host;
  if (!host) throw new AppError("request.invalid", { message: "The Host header is missing" });
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  headers.set(CLIENT_IP_HEADER, request.ip);
  headers.set(REQUEST_ID_HEADER, request.id);
  const response = await container.humanAuth.handler(
    new Request(new URL(request.url, container.env.siteUrl), {
      method: request.method,
      headers,
      ...(typeof request.body === "string" && request.body !== "" ? { body: request.body } : {}),
    }),
  );
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") reply.header(name, value);
  }
  for (const cookie of response.headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply
    .code(response.status)
    .header("cache-control", "no-store")
    .send(await response.text());
}
