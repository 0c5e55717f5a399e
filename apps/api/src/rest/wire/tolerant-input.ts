import type { FastifyRequest } from "fastify";

/**
 * A hook before validation. Clients send every query parameter they know, empty when unset: empty means absent. A body
 * left out is an empty one, so that what is missing is named field by field.
 */
export async function tolerateInput(request: FastifyRequest): Promise<void> {
  request.body ??= {};
  const given = Object.entries(Object(request.query));
  request.query = Object.fromEntries(given.filter(([, value]) => value !== ""));
}
