import { createHash } from "node:crypto";
import { SIGN_IN_LIMITS } from "@podpass/contracts";
import { networkOf } from "../shared/network-of.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

const { attempts } = SIGN_IN_LIMITS;
const LOCK_SECONDS = SIGN_IN_LIMITS.lockMinutes * 60;

/** No rule's count or lock lasts longer. */
export const LONGEST_COUNT_SECONDS = LOCK_SECONDS;

interface AttemptSubject {
  subject: string;
  threshold: number;
}

/**
 * This many attempts in a row without success, each within 15 minutes of the one before, lock what they were made at for
 * 15 minutes: ten for an account, which leaves forty guesses an hour (NIST SP 800-63B section 3.2.2 allows a hundred in
 * all before more is asked for), and more for an address, because a whole office may share one.
 */
export const AT_ACCOUNT = rule(
  attempts,
  (email: string) => `account:${createHash("sha256").update(email).digest("hex")}`,
);
export const FROM_ADDRESS = rule(30, (ipAddress: string) => `address:${networkOf(ipAddress)}`);
export const CURRENT_PASSWORD = rule(attempts, (userId: string) => `password:${userId}`);
export const SECOND_FACTOR = rule(attempts, (userId: string) => `second-factor:${userId}`);

/** What is written down of refusals that come from a sign-in service; they keep nobody out. */
export const OIDC_REFUSAL = rule(10, (userId: string) => `oidc:${userId}`);

/** Mails to one mailbox and askers from one network; apart from sign-in, which nobody is kept from by asking for mails. */
export const RESET_OF_ACCOUNT = rule(3, (email: string) => `reset:${createHash("sha256").update(email).digest("hex")}`);
export const RESET_FROM_ADDRESS = rule(30, (ipAddress: string) => `reset-address:${networkOf(ipAddress)}`);

function rule(threshold: number, nameOf: (what: string) => string) {
  return { of: (what: string): AttemptSubject => ({ subject: nameOf(what), threshold }) };
}

/** An attempt that was counted as failed already: whoever succeeds takes it back. */
export type CountedAttempt =
  | { isAllowed: true; subject: string; isLast: boolean }
  | { isAllowed: false; subject: string; retryAfterSeconds: number };

/** Counts an attempt before anything is compared, so that many at once are no way round the limit. */
export async function countAttempt(
  ctx: PublicContext,
  { subject, threshold }: AttemptSubject,
): Promise<CountedAttempt> {
  const now = ctx.clock.now();
  const limits = { threshold, lockSeconds: LOCK_SECONDS, resetSeconds: LOCK_SECONDS };
  const counted = await ctx.store.attempts.count(subject, limits, now);
  if (counted) return { isAllowed: true, subject, isLast: counted.failures >= threshold };
  const lockedUntil = await ctx.store.attempts.lockedUntil(subject, now);
  const leftMs = lockedUntil === null ? 0 : lockedUntil.getTime() - now.getTime();
  return { isAllowed: false, subject, retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) };
}
