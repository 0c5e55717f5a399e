import { useNavigate } from "@tanstack/react-router";
import { toast } from "#components/ui/toast.tsx";
import { signOut } from "#lib/auth-client.ts";
import { describeError } from "#lib/errors.ts";
import { queryClient } from "#lib/query-client.ts";

/** Ends the session and forgets everything that was loaded in it. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    try {
      await signOut();
    } catch (error) {
      toast.error("Signing out failed", describeError(error).message);
      return;
    }
    await navigate({ to: "/sign-in" });
    queryClient.clear();
  };
}
