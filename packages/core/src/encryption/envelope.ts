import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

const VERSION = 1;
const KEY_ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

/**
 * AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D).
 * Layout: version (1) | id of the data key (16) | nonce (12) | ciphertext | tag (16).
 * `boundTo` is authenticated with it, so that a value moved to another row or column no longer opens.
 */
export function seal(key: KeyObject, keyId: string, plaintext: Buffer, boundTo: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  const header = Buffer.concat([Buffer.from([VERSION]), uuidToBytes(keyId), nonce]);
  cipher.setAAD(associatedData(header, boundTo));
  return Uint8Array.from(Buffer.concat([header, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
}

/** Opens what `seal` made for the same place; throws when a single bit of it or of `boundTo` differs. */
export function open(key: KeyObject, envelope: Uint8Array, boundTo: string): Buffer {
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  const header = bytes.subarray(0, HEADER_BYTES);
  const nonce = header.subarray(1 + KEY_ID_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(header, boundTo));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const plaintext = decipher.update(bytes.subarray(HEADER_BYTES, bytes.length - TAG_BYTES));
  // A counter mode has nothing left to say at its end but whether the tag is right, and throws when it is not.
  decipher.final();
  return plaintext;
}

/** The id of the data key an envelope was sealed with; throws when it is not an envelope. */
export function keyIdOf(envelope: Uint8Array): string {
  if (envelope.length < HEADER_BYTES + TAG_BYTES || envelope[0] !== VERSION) {
    throw new Error("Not an encrypted value, or of a version this server does not know");
  }
  const hex = Buffer.from(envelope.subarray(1, 1 + KEY_ID_BYTES)).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function associatedData(header: Buffer, boundTo: string): Buffer {
  return Buffer.concat([header.subarray(0, 1 + KEY_ID_BYTES), Buffer.from(boundTo, "utf8")]);
}

function uuidToBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}
