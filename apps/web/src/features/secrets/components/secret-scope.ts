import type { RouterOutputs } from "#lib/trpc.ts";

export type MaskedSecret = RouterOutputs["secret"]["list"]["items"][number];

/** Where the secrets on screen live. */
export interface SecretPlace {
  projectId: string;
  /** The environment's slug. */
  environment: string;
}
