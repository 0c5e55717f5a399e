import { AppError, type PublicContext, type RequestLimiter } from "@podpass/core";
import { TRPCError } from "@trpc/server";
import type { CreateFastifyContextOptions } from "@trpc/server/adapters/fastify";
import type { FastifyRequest } from "fastify";
import { dropSession, findSessionId } from "../auth/browser-session.ts";
import type { Container } from "../container.ts";
// Declares what a Fastify request has, for whoever reads the router's type.
import "../plugins/client-address.ts";
import "../plugins/request-context.ts";

/** Two tabs of one browser share a session; this tells which organization each of them shows. */
const ORGANIZATION_HEADER = "x-podpass-organization";

/** What every procedure starts from: where the request came from and, on demand, which session it carries. */
export interface TrpcContext {
  public: PublicContext;
  /** The slug of the organization that the page which asks shows; null where it names none. */
  organizationSlug: string | null;
  /** What the sign-in service is called; null: there is none. */
  oidcLabel: string | null;
  /** The id of the session whose cookie the request carries, or null. */
  findSessionId(): Promise<string | null>;
  /** Takes the session out of the browser, with the answer. */
  dropSession(): Promise<void>;
}

/** What every request starts from. @throws TRPCError for one that is beyond what its network may send. */
export function trpcContextOf({ humanAuth, env, requestLimiter }: Container) {
  return ({ req, res }: CreateFastifyContextOptions): TrpcContext => {
    if (requestLimiter) takeRequest(requestLimiter, req);
    return {
      public: req.publicContext(),
      organizationSlug: slugIn(req.headers[ORGANIZATION_HEADER]),
      oidcLabel: env.oidc?.label ?? null,
      findSessionId: () => findSessionId(humanAuth, req),
      dropSession: () => dropSession(humanAuth, res),
    };
  };
}

/** Refuses in tRPC's own envelope, which is the one the dashboard reads. */
function takeRequest(limiter: RequestLimiter, { clientAddress }: FastifyRequest): void {
  try {
    limiter.take(clientAddress);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new TRPCError({ code: "TOO_MANY_REQUESTS", cause: error });
  }
}

/** A header that is not there, empty or given twice names no organization. */
function slugIn(header: string | string[] | undefined): string | null {
  return typeof header === "string" && header !== "" ? header : null;
}
