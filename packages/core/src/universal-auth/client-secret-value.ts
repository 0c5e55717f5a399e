import { randomBytes } from "node:crypto";
import { hashRandomToken } from "../shared/random-token.ts";

/** How much of a client secret stays visible, so that people can tell one from another. */
const PREFIX_LENGTH = 8;

/** A new client secret: 256 random bits in hex. */
export function newClientSecretValue(): { value: string; prefix: string; secretHash: string } {
  const value = randomBytes(32).toString("hex");
  return { value, prefix: value.slice(0, PREFIX_LENGTH), secretHash: hashRandomToken(value) };
}
