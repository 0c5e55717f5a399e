import { createHmac, randomBytes } from "node:crypto";

/** What every authenticator app knows (RFC 6238 with the parameters of section 4.1): SHA-1, six digits, 30 seconds. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** As long as the hash (RFC 4226 section 4, requirement 6). */
const SECRET_BYTES = 20;
/** A code of the step before and of the one behind is taken too: clocks differ (RFC 6238 section 5.2). */
const STEPS_OFF = 1;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The code of a 30-second step (RFC 4226 section 5.3). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

/** The step whose code this is at that instant, or null. Whether it was taken before is the caller's to know. */
export function stepOfCode(secret: Buffer, code: string, at: Date): number | null {
  const now = Math.floor(at.getTime() / 1000 / STEP_SECONDS);
  const steps = Array.from({ length: 2 * STEPS_OFF + 1 }, (_, index) => now - STEPS_OFF + index);
  // Six digits that live 90 seconds and are tried ten times: a comparison in constant time would protect nothing.
  return steps.find((step) => totpCode(secret, step) === code) ?? null;
}

/** RFC 4648 section 6, without padding, as authenticator apps take it. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

/** What the QR code holds: the Key URI format that authenticator apps share. */
export function otpauthUri(secret: Buffer, email: string): string {
  const label = `Podpass:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Podpass&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
