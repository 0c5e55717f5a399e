import type { RouterOutputs } from "#lib/trpc.ts";

type Problem = RouterOutputs["audit"]["verify"]["problems"][number];

/** What is wrong at one place of the chain, in words. */
export function problemSentence({ kind, sequence }: Pick<Problem, "kind" | "sequence">): string {
  switch (kind) {
    case "altered":
      return `Event ${sequence} is not as it was written.`;
    case "removed":
      return `Event ${sequence} was removed.`;
    case "inserted":
      return `Event ${sequence} stands behind the end of the chain: it was not written by Podpass.`;
    case "unproven":
      return `Event ${sequence} cannot be proven, because the one before it is gone.`;
    case "ends_altered":
      return `The chain's beginning and its end, event ${sequence}, are not as Podpass wrote them.`;
    default:
      return kind satisfies never;
  }
}
