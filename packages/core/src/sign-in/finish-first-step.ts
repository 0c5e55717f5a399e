import type { SignInMethod } from "@podpass/contracts";
import type { Account } from "../account/account.repository.ts";
import { type OpenedSession, openSession } from "../session/open-session.ts";
import { newRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

const CHALLENGE_SECONDS = 300;

/** What a browser holds after the first step: a session, or what it shows with its second factor. */
export type FirstStep =
  | { kind: "signed_in"; session: OpenedSession }
  | { kind: "second_factor"; challengeToken: string; lifetimeSeconds: number };

interface ProvenAccount {
  /** Held by the transaction. */
  account: Account;
  method: SignInMethod;
  replacedSessionId: string | null;
}

/** Signs in whoever has proven to be the account's owner, by whichever method, or asks for their second factor. */
export async function finishFirstStep(tx: Store, ctx: PublicContext, proven: ProvenAccount): Promise<FirstStep> {
  const { account: user, method, replacedSessionId } = proven;
  if (!user.hasSecondFactor) {
    const session = await openSession(tx, ctx, { user, method, isSecondFactorUsed: false, replacedSessionId });
    return { kind: "signed_in", session };
  }
  const { token: challengeToken, tokenHash } = newRandomToken();
  await tx.challenges.insert({
    tokenHash,
    userId: user.id,
    method,
    expiresAt: new Date(ctx.clock.now().getTime() + CHALLENGE_SECONDS * 1000),
  });
  return { kind: "second_factor", challengeToken, lifetimeSeconds: CHALLENGE_SECONDS };
}
