import type { PublicContext } from "@podpass/core";
import type { CreateFastifyContextOptions } from "@trpc/server/adapters/fastify";
import { dropSession, findSessionId } from "../auth/browser-session.ts";
import type { Container } from "../container.ts";
// Declares what a Fastify request has, for whoever reads the router's type.
import "../plugins/request-context.ts";

/** What every procedure starts from: where the request came from and, on demand, which session it carries. */
export interface TrpcContext {
  public: PublicContext;
  /** The id of the session whose cookie the request carries, or null. */
  findSessionId(): Promise<string | null>;
  /** Takes the session out of the browser, with the answer. */
  dropSession(): Promise<void>;
}

export function trpcContextOf({ humanAuth }: Container) {
  return ({ req, res }: CreateFastifyContextOptions): TrpcContext => ({
    public: req.publicContext(),
    findSessionId: () => findSessionId(humanAuth, req),
    dropSession: () => dropSession(humanAuth, res),
  });
}
