import { AppError, signInWithOidc } from "@podpass/core";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Container } from "../container.ts";
import { findSessionId, keepSession } from "./browser-session.ts";
import { CHALLENGE_COOKIE, dropShortCookie, readShortCookie, setShortCookie } from "./cookies.ts";
import { isSignatureOf, signatureOf } from "./signature.ts";

const TRANSACTION_SECONDS = 600;

const Transaction = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), redirect: z.string() });

/** A path of this very site, or the start page; "//host" and "/\host" are other sites to a browser. */
const RedirectPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch("/");

/**
 * Sign-in with the configured service. Whatever goes wrong leads back to the sign-in page with one sentence; why it did is
 * in the log, under the request id.
 */
export async function oidcRoutes(app: FastifyInstance, { container }: { container: Container }): Promise<void> {
  const { humanAuth, env, oidc, services, sessionKeys } = container;
  if (!oidc || !env.oidc) return;
  const { admission } = env.oidc;
  const isSecure = env.siteUrl.startsWith("https:");
  const cookie = { name: "oidc", isSecure };

  app.get("/oidc/start", async (request, reply) => {
    const { redirect } = z.object({ redirect: RedirectPath }).catch({ redirect: "/" }).parse(request.query);
    try {
      const { url, transaction } = await oidc.begin();
      const value = sealed(JSON.stringify({ ...transaction, redirect }), sessionKeys.signing);
      setShortCookie(reply, cookie, value, { lifetimeSeconds: TRANSACTION_SECONDS });
      return reply.redirect(url.href);
    } catch (error) {
      return refuse(reply, request.id, error);
    }
  });

  app.get("/oidc/callback", async (request, reply) => {
    const kept = opened(readShortCookie(request, cookie), sessionKeys.signing);
    dropShortCookie(reply, cookie);
    try {
      const { redirect, ...transaction } = Transaction.parse(JSON.parse(kept));
      const claims = await oidc.finish(new URL(request.url, env.siteUrl), transaction);
      const replacedSessionId = await findSessionId(humanAuth, request);
      const step = await signInWithOidc(request.publicContext(), claims, admission, replacedSessionId);
      if (step.kind === "second_factor") {
        setShortCookie(reply, { name: CHALLENGE_COOKIE, isSecure }, step.challengeToken, step);
        return reply.redirect(`/sign-in?${new URLSearchParams({ step: "second-factor", redirect })}`);
      }
      await keepSession(humanAuth, reply, step.session);
      return reply.redirect(redirect);
    } catch (error) {
      return refuse(reply, request.id, error);
    }
  });

  function refuse(reply: FastifyReply, requestId: string, error: unknown): FastifyReply {
    const reason = error instanceof AppError ? error.reason : undefined;
    services.logger.warn({ requestId, reason, err: error }, "Sign-in with the sign-in service was refused");
    return reply.redirect("/sign-in?problem=oidc");
  }
}

/** A text with its signature, for a cookie: a neighbouring site may set one, and must not choose who comes back. */
function sealed(text: string, key: string): string {
  const payload = Buffer.from(text).toString("base64url");
  return `${payload}.${signatureOf(toSign(payload), key, "base64url")}`;
}

/** The text, or an empty one when nobody here signed it. */
function opened(value: string, key: string): string {
  const [payload = "", signature = ""] = value.split(".");
  const isOurs = isSignatureOf(toSign(payload), signature, key, "base64url");
  return isOurs ? Buffer.from(payload, "base64url").toString() : "";
}

/** The key signs sessions as well: what is signed for one purpose must not do for another. */
function toSign(payload: string): string {
  return `podpass oidc ${payload}`;
}
