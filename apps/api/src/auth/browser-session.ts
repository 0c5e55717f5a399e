import type { OpenedSession } from "@podpass/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { HumanAuth } from "./human-auth.ts";

/** The id of the session whose cookie the request carries, or null. Whether it is over is core's to say. */
export async function findSessionId(humanAuth: HumanAuth, request: FastifyRequest): Promise<string | null> {
  const headers = new Headers();
  if (request.headers.cookie) headers.set("cookie", request.headers.cookie);
  const found = await humanAuth.api.getSession({ headers });
  return found?.session.id ?? null;
}

/** Hands the browser the session it has just been signed in to, in place of the one it may hold. */
export async function keepSession(humanAuth: HumanAuth, reply: FastifyReply, { token }: OpenedSession): Promise<void> {
  setCookies(reply, (await humanAuth.api.keepSession({ body: { token }, returnHeaders: true })).headers);
}

/** Takes the session out of the browser. */
export async function dropSession(humanAuth: HumanAuth, reply: FastifyReply): Promise<void> {
  setCookies(reply, (await humanAuth.api.dropSession({ returnHeaders: true })).headers);
}

function setCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header("set-cookie", cookie);
}
