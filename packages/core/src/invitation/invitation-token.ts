import { createHash, randomBytes } from "node:crypto";

/** A new invitation's token: 256 random bits. What is stored is its hash; a slow one is for what people can remember. */
export function newInvitationToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashInvitationToken(token) };
}

export function hashInvitationToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
