import type { PublicContext } from "@podpass/core";
import type { CreateFastifyContextOptions } from "@trpc/server/adapters/fastify";
import { findSessionUserId } from "../auth/session-user.ts";
import type { Container } from "../container.ts";
// Declares what a Fastify request has, for whoever reads the router's type.
import "../plugins/request-context.ts";

/** What every procedure starts from: where the request came from and, on demand, whose session it carries. */
export interface TrpcContext {
  public: PublicContext;
  /** The id of the signed-in person, or null. */
  findUserId(): Promise<string | null>;
}

export function trpcContextOf(container: Container) {
  return ({ req }: CreateFastifyContextOptions): TrpcContext => ({
    public: req.publicContext(),
    findUserId: () => findSessionUserId(container.humanAuth, req),
  });
}
