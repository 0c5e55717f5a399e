import type { FastifyRequest } from "fastify";

/** What clients call the project by: they send each of these that they know, empty when it is unset. */
const PROJECT_NAMES = new Set(["workspaceId", "workspaceSlug", "projectId", "projectSlug"]);

/**
 * A hook before validation. Clients send every query parameter they know, empty when unset: empty means absent, as it
 * does for the project in a body. A body left out is an empty one, so that what is missing is named field by field.
 */
export async function tolerateInput(request: FastifyRequest): Promise<void> {
  request.body ??= {};
  const given = Object.entries(Object(request.query));
  request.query = Object.fromEntries(given.filter(([, value]) => value !== ""));
  if (typeof request.body !== "object" || request.body === null || Array.isArray(request.body)) return;
  const fields = Object.entries(request.body).filter(([name, value]) => value !== "" || !PROJECT_NAMES.has(name));
  request.body = Object.fromEntries(fields);
}
