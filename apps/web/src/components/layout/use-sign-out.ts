import { toast } from "#components/ui/toast.tsx";
import { leave, signOut } from "#lib/auth-client.ts";
import { describeError } from "#lib/errors.ts";

/** Ends the session and forgets everything that was loaded in it. */
export function useSignOut(): () => Promise<void> {
  return async () => {
    try {
      await signOut();
    } catch (error) {
      toast.error("Signing out failed", describeError(error).message);
      return;
    }
    leave();
  };
}
