import { useMutation } from "@tanstack/react-query";
import type { SecretPlace } from "#features/secrets/components/secret-scope.ts";
import { trpc } from "#lib/trpc.ts";

/** Asks the server for one value, which it writes down. Nothing of the answer stays in the query cache. */
export function useReveal(place: SecretPlace, key: string): { reveal: () => Promise<string>; isPending: boolean } {
  const mutation = useMutation(trpc.secret.reveal.mutationOptions({ gcTime: 0 }));
  async function reveal(): Promise<string> {
    const { value } = await mutation.mutateAsync({ ...place, key });
    mutation.reset();
    return value;
  }
  return { reveal, isPending: mutation.isPending };
}
