import { AppError, openUserSession } from "@podpass/core";
import type { FastifyInstance } from "fastify";
import { findSessionUserId } from "../auth/session-user.ts";
import type { Container } from "../container.ts";
import { assertSameSite } from "../plugins/same-site.ts";
import { auditLog } from "./audit-log.ts";

/** Files for the person who is signed in: what is too long for the dashboard's API is streamed. */
export async function downloads(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  app.addHook("onRequest", async (request, reply) => {
    assertSameSite(request, container.env.siteUrl);
    reply.header("cache-control", "no-store");
    const userId = await findSessionUserId(container.humanAuth, request);
    if (userId === null) throw new AppError("auth.signed_out");
    request.useCase = (await openUserSession(request.publicContext(), userId)).useCase;
  });
  await app.register(auditLog);
}
