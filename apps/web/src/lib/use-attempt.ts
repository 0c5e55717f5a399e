import { useState } from "react";
import { describeError, type ErrorDescription } from "#lib/errors.ts";

export interface Attempt {
  isPending: boolean;
  /** Why the last try failed. */
  error: ErrorDescription | null;
  setError: (error: ErrorDescription) => void;
  attempt: (action: () => Promise<unknown>) => Promise<void>;
}

/** For what a button does that submits no form of fields: whether it is under way, and what became of it. */
export function useAttempt(): Attempt {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<ErrorDescription | null>(null);

  async function attempt(action: () => Promise<unknown>): Promise<void> {
    setPending(true);
    setError(null);
    try {
      await action();
    } catch (cause) {
      setError(describeError(cause));
    } finally {
      setPending(false);
    }
  }

  return { isPending, error, setError, attempt };
}
