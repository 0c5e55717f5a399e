import { createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

const KEY_BYTES = 32;

/** The key everything at rest hangs on. `id` names it next to what it wrapped, so that keys can rotate. */
export interface RootKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Reads 32 bytes in base64 (or 64 hex digits); null when the text is neither. */
export function parseRootKey(text: string): RootKey | null {
  const trimmed = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, "hex") : Buffer.from(trimmed, "base64");
  if (bytes.length !== KEY_BYTES) return null;
  const isCanonical = /^[0-9a-f]{64}$/i.test(trimmed) || bytes.toString("base64") === trimmed;
  return isCanonical ? rootKeyFromBytes(bytes) : null;
}

/** The id is a hash under its own label, so that it tells nothing about the key. */
export function rootKeyFromBytes(bytes: Buffer): RootKey {
  const id = createHash("sha256").update("podpass root key id").update(bytes).digest("hex").slice(0, 16);
  return { id, key: createSecretKey(bytes) };
}

/** A secret for another purpose that the root key stands for: HKDF-SHA256 (RFC 5869) under the purpose's name. */
export function deriveSecret(rootKey: RootKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", rootKey.key, Buffer.alloc(0), purpose, KEY_BYTES));
}
