import type { PublicContext } from "@podpass/core";
import type { CreateFastifyContextOptions } from "@trpc/server/adapters/fastify";
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

/** What every request starts from. Throws `request.rate_limited` beyond what its network may send. */
export function trpcContextOf({ humanAuth, env, requestLimiter }: Container) {
  return ({ req, res }: CreateFastifyContextOptions): TrpcContext => {
    requestLimiter?.take(req.clientAddress);
    return {
      public: req.publicContext(),
      organizationSlug: slugIn(req.headers[ORGANIZATION_HEADER]),
      oidcLabel: env.oidc?.label ?? null,
      findSessionId: () => findSessionId(humanAuth, req),
      dropSession: () => dropSession(humanAuth, res),
    };
  };
}

/** A header that is not there, empty or given twice names no organization. */
function slugIn(header: string | string[] | undefined): string | null {
  return typeof header === "string" && header !== "" ? header : null;
}
