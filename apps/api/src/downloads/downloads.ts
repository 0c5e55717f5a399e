import { AppError, openUserSession, resumeSession } from "@podpass/core";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { findSessionId } from "../auth/browser-session.ts";
import type { Container } from "../container.ts";
import { assertSameSite } from "../plugins/same-site.ts";
import { auditLog } from "./audit-log.ts";
import { project } from "./project.ts";
import { secrets } from "./secrets.ts";

/** The organization that the page shows, by its slug: a link carries no header. The rest is each route's to check. */
const Chosen = z.looseObject({ organization: z.string().optional().catch(undefined) });

/** Files for the person who is signed in: what is too long for the dashboard's API is streamed. */
export async function downloads(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  app.addHook("onRequest", async (request, reply) => {
    assertSameSite(request, container.env.siteUrl);
    reply.header("cache-control", "no-store");
    const sessionId = await findSessionId(container.humanAuth, request);
    if (sessionId === null) throw new AppError("auth.signed_out");
    const { userId } = await resumeSession(request.publicContext(), sessionId);
    const { organization = null, ...query } = Chosen.parse(request.query);
    request.query = query;
    request.useCase = (await openUserSession(request.publicContext(), userId, organization)).useCase;
  });
  await app.register(auditLog);
  await app.register(project);
  await app.register(secrets);
}
