import { ProveSecondFactorInput, SignInInput } from "@podpass/contracts";
import { openAccount, parseWith, proveSecondFactor, signInWithPassword, signOut } from "@podpass/core";
import type { FastifyInstance } from "fastify";
import type { Container } from "../container.ts";
import { assertSameSite } from "../plugins/same-site.ts";
import { dropSession, findSessionId, keepSession } from "./browser-session.ts";
import { CHALLENGE_COOKIE, dropShortCookie, readShortCookie, setShortCookie } from "./cookies.ts";
import { oidcRoutes } from "./oidc-routes.ts";

/**
 * Where sessions begin and end; what people do while they are signed in goes through the dashboard's API. A request of
 * another site's page is refused: it could sign its visitor in as somebody else, whose account they would then fill.
 */
export async function humanAuthRoutes(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  const { humanAuth, env } = container;
  const challengeCookie = { name: CHALLENGE_COOKIE, isSecure: env.siteUrl.startsWith("https:") };
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    if (request.method !== "GET") assertSameSite(request, env.siteUrl);
  });

  app.post("/sign-in/email", async (request, reply) => {
    const input = parseWith(SignInInput, request.body);
    const replacedSessionId = await findSessionId(humanAuth, request);
    const step = await signInWithPassword(request.publicContext(), input, replacedSessionId);
    if (step.kind === "second_factor") {
      setShortCookie(reply, challengeCookie, step.challengeToken, step);
      return { isSignedIn: false };
    }
    await keepSession(humanAuth, reply, step.session);
    return { isSignedIn: true };
  });

  app.post("/sign-in/second-factor", async (request, reply) => {
    const { code } = parseWith(ProveSecondFactorInput, request.body);
    const challengeToken = readShortCookie(request, challengeCookie);
    const replacedSessionId = await findSessionId(humanAuth, request);
    const session = await proveSecondFactor(request.publicContext(), { code, challengeToken, replacedSessionId });
    dropShortCookie(reply, challengeCookie);
    await keepSession(humanAuth, reply, session);
    return { isSignedIn: true };
  });

  app.post("/sign-out", async (request, reply) => {
    const sessionId = await findSessionId(humanAuth, request);
    await dropSession(humanAuth, reply);
    if (sessionId !== null) await signOut(await openAccount(request.publicContext(), sessionId));
    return { isSignedIn: false };
  });

  await app.register(oidcRoutes, { container });
}
