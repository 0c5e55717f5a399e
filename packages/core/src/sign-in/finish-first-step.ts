import type { SignInMethod } from "@podpass/contracts";
import type { Account } from "../account/account.repository.ts";
import { type OpenedSession, openSession } from "../session/open-session.ts";
import type { Store } from "../shared/store.ts";
import type { PublicContext } from "../shared/use-case-context.ts";

/** What a browser holds after the first step. */
export type FirstStep = { kind: "signed_in"; session: OpenedSession };

interface ProvenAccount {
  account: Account;
  method: SignInMethod;
  replacedSessionId: string | null;
}

/** Signs in whoever has proven to be the account's owner, by whichever method. */
export async function finishFirstStep(tx: Store, ctx: PublicContext, proven: ProvenAccount): Promise<FirstStep> {
  const { account: user, method, replacedSessionId } = proven;
  const session = await openSession(tx, ctx, { user, method, isSecondFactorUsed: false, replacedSessionId });
  return { kind: "signed_in", session };
}
