import { randomBytes, randomUUID } from "node:crypto";
import type { SignInMethod } from "@podpass/contracts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

const TOKEN_BYTES = 32;

/** What a browser gets to hold; the token is in no log and no answer's body. */
export interface OpenedSession {
  id: string;
  userId: string;
  token: string;
  expiresAt: Date;
}

interface SessionOpening {
  user: { id: string; name: string };
  method: SignInMethod;
  isSecondFactorUsed: boolean;
  /** The session that the browser held until now. It ends: a sign-in never goes on with a session from before it. */
  replacedSessionId: string | null;
}

/** Signs a person in whose proof is complete, and writes that down, in the transaction it is called in. */
export async function openSession(tx: Store, ctx: PublicContext, opening: SessionOpening): Promise<OpenedSession> {
  const { user, method } = opening;
  const now = ctx.clock.now();
  const session = {
    id: randomUUID(),
    userId: user.id,
    token: randomBytes(TOKEN_BYTES).toString("base64url"),
    expiresAt: new Date(now.getTime() + ctx.sessionLimits.maxSeconds * 1000),
  };
  const replaced = opening.replacedSessionId === null ? null : await tx.sessions.find(opening.replacedSessionId);
  if (replaced) await tx.sessions.end(replaced.userId, replaced.id);
  await tx.sessions.insert({
    ...session,
    method,
    ipAddress: ctx.request.ipAddress,
    userAgent: ctx.request.userAgent.slice(0, 512),
    createdAt: now,
  });
  await appendAccountEvents(tx, ctx, user, {
    action: "user.sign_in",
    detail: { method, secondFactor: opening.isSecondFactorUsed, sessionId: session.id },
  });
  return session;
}
