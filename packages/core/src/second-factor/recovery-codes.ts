import { createHash, randomBytes } from "node:crypto";
import { base32 } from "./totp.ts";

const CODES = 10;
/** 80 random bits: nobody finds them from their hash, so that a fast hash protects them as well as a slow one. */
const CODE_BYTES = 10;

/** Ten codes for when the authenticator app is lost, such as `ABCD-EFGH-IJKL-MNOP`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => base32(randomBytes(CODE_BYTES)).replace(/.{4}(?=.)/g, "$&-"));
}

/** What is stored of a code, however it is typed. */
export function recoveryCodeHash(code: string): string {
  const text = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return createHash("sha256").update(text).digest("hex");
}
