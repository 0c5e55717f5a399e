import { createHash, randomBytes } from "node:crypto";

/** How much of a client secret stays visible, so that people can tell one from another. */
const PREFIX_LENGTH = 8;

/** A new client secret: 256 random bits. A slow hash is for what people can remember; this nobody can guess. */
export function newClientSecretValue(): { value: string; prefix: string; secretHash: string } {
  const value = randomBytes(32).toString("hex");
  return { value, prefix: value.slice(0, PREFIX_LENGTH), secretHash: hashClientSecret(value) };
}

/** What is stored and searched in place of a client secret: SHA-256 in hex. */
export function hashClientSecret(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
