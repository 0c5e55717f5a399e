import { useMutation } from "@tanstack/react-query";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { trpc } from "#lib/trpc.ts";

export interface Reveal {
  reveal: () => Promise<string>;
  isPending: boolean;
}

/** Asks the server for one value, which it writes down. Nothing of the answer stays in the query cache. */
export function useReveal(place: SecretPlace, key: string, version?: number): Reveal {
  const mutation = useMutation(trpc.secret.reveal.mutationOptions({ gcTime: 0 }));
  async function reveal(): Promise<string> {
    const { value } = await mutation.mutateAsync({ ...place, key, version });
    mutation.reset();
    return value;
  }
  return { reveal, isPending: mutation.isPending };
}

/** The same of the value that counts for the user alone. */
export function useRevealOverride(place: SecretPlace, key: string): Reveal {
  const mutation = useMutation(trpc.secret.revealOverride.mutationOptions({ gcTime: 0 }));
  async function reveal(): Promise<string> {
    const { value } = await mutation.mutateAsync({ ...place, key });
    mutation.reset();
    return value;
  }
  return { reveal, isPending: mutation.isPending };
}
