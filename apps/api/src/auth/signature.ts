import { createHmac, timingSafeEqual } from "node:crypto";

type Encoding = "base64" | "base64url";

/** The text's HMAC with SHA-256 (RFC 2104): only who holds the key can make or check it. */
export function signatureOf(text: string, key: string, encoding: Encoding): string {
  return createHmac("sha256", key).update(text).digest(encoding);
}

/** Whether the signature is the text's, compared in constant time: how long it takes tells nothing of the right one. */
export function isSignatureOf(text: string, signature: string, key: string, encoding: Encoding): boolean {
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(text, key, encoding))];
  return given.length === right.length && timingSafeEqual(given, right);
}
