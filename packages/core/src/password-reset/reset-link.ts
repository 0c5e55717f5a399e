import type { Account } from "../account/account.repository.ts";
import { appendAccountEvents } from "../account/append-account-events.ts";
import { newRandomToken } from "../shared/random-token.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

const LINK_SECONDS = 3600;

/** What a person opens to choose a new password; it is stored nowhere. */
export interface ResetLink {
  token: string;
  expiresAt: Date;
}

/** Makes the one link of a person that is good, for an hour and for one use. */
export async function makeResetLink(
  tx: Store,
  ctx: PublicContext,
  account: Account,
  by: "mail" | "operator",
): Promise<ResetLink> {
  const now = ctx.clock.now();
  const { token, tokenHash } = newRandomToken();
  const expiresAt = new Date(now.getTime() + LINK_SECONDS * 1000);
  await tx.passwordResets.put({ userId: account.id, tokenHash, expiresAt, createdAt: now });
  await appendAccountEvents(tx, ctx, account, {
    action: "user.password_reset_request",
    actor: { type: "system" },
    detail: { by },
  });
  return { token, expiresAt };
}
