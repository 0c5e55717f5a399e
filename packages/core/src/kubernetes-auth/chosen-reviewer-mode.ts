import type { ReviewerMode } from "@podpass/contracts";

interface Choice {
  reviewerMode?: ReviewerMode | undefined;
  tokenReviewerJwt?: string | null | undefined;
}

/** Who reviews after a change. Where it names no mode, a JWT chooses itself, and null gives up the stored one. */
export function chosenReviewerMode(saved: ReviewerMode | undefined, choice: Choice): ReviewerMode {
  if (choice.reviewerMode) return choice.reviewerMode;
  if (choice.tokenReviewerJwt) return "stored";
  if (saved === undefined || (saved === "stored" && choice.tokenReviewerJwt === null)) return "client";
  return saved;
}
