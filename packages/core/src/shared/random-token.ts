import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** 256 random bits for their holder alone, and what is stored in their place. */
export function newRandomToken(): { token: string; tokenHash: string } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, tokenHash: hashRandomToken(token) };
}

/** SHA-256 in hex. A slow hash is for what people can remember; 256 random bits nobody can guess. */
export function hashRandomToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
