import { AppError, type OpenAgain, openUserSession, resumeSession } from "@podpass/core";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { findSessionId } from "../auth/browser-session.ts";
import type { Container } from "../container.ts";
import { assertSameSite } from "../plugins/same-site.ts";
import { auditLog } from "./audit-log.ts";
import { project } from "./project.ts";
import { secrets } from "./secrets.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whether the person would still be let in, for each part of a download that is long. */
    openAgain: OpenAgain;
  }
}

/** The organization that the page shows, by its slug: a link carries no header. The rest is each route's to check. */
const Chosen = z.looseObject({ organization: z.string().optional().catch(undefined) });

/** Files for the person who is signed in: what is too long for the dashboard's API is streamed. */
export async function downloads(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  // Fastify wants a value of the final shape; the hook below sets the real one before any handler reads it.
  app.decorateRequest("openAgain", null as unknown as OpenAgain);
  app.addHook("onRequest", async (request, reply) => {
    assertSameSite(request, container.env.siteUrl);
    reply.header("cache-control", "no-store");
    const sessionId = await findSessionId(container.humanAuth, request);
    if (sessionId === null) throw new AppError("auth.signed_out");
    const { organization = null, ...query } = Chosen.parse(request.query);
    request.query = query;
    const open = async (organizationSlug: string | null) => {
      const { userId } = await resumeSession(request.publicContext(), sessionId);
      return openUserSession(request.publicContext(), userId, organizationSlug);
    };
    const { useCase, session } = await open(organization);
    request.useCase = useCase;
    // By its name: the one that opens where none is named may be another one by then.
    request.openAgain = async () => (await open(session.organization.slug)).useCase;
  });
  await app.register(auditLog);
  await app.register(project);
  await app.register(secrets);
}
