import type { FastifyRequest } from "fastify";
import type { HumanAuth } from "./human-auth.ts";

/** The id of the person whose session cookie the request carries, or null. */
export async function findSessionUserId(humanAuth: HumanAuth, request: FastifyRequest): Promise<string | null> {
  const headers = new Headers();
  if (request.headers.cookie) headers.set("cookie", request.headers.cookie);
  const session = await humanAuth.api.getSession({ headers });
  return session?.user.id ?? null;
}
