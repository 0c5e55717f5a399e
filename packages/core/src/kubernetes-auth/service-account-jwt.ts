import { hash } from "node:crypto";
import { MAX_JWT_BYTES, parseServiceAccountUsername, type ServiceAccountRef } from "@podpass/contracts";
import { decodeJwt, decodeProtectedHeader } from "jose";

export interface ReadJwt {
  /** What is wrong with its shape, or null. */
  problem: string | null;
  /** Its `sub` as it is, text or not. */
  subject: unknown;
  /** Whose it says it is. Not proven. */
  serviceAccount: ServiceAccountRef | null;
  /** When it says it was issued. Not proven. */
  issuedAt: Date | null;
}

/**
 * Reads a JWT: three base64url segments of which two are JSON objects (RFC 7515 section 7.1), of a size a service
 * account's has. Nothing is verified here: this only keeps junk from costing a call.
 */
export function readServiceAccountJwt(jwt: string): ReadJwt {
  const problem = textProblem(jwt);
  if (problem !== null) return unreadable(problem);
  try {
    decodeProtectedHeader(jwt);
    const { sub, iat } = decodeJwt(jwt);
    return { problem: null, subject: sub, serviceAccount: accountOf(sub), issuedAt: dateOf(iat) };
  } catch {
    return unreadable("the JWT's header or payload is not a JSON object");
  }
}

function unreadable(problem: string): ReadJwt {
  return { problem, subject: undefined, serviceAccount: null, issuedAt: null };
}

function textProblem(jwt: string): string | null {
  if (jwt === "") return "the JWT is empty";
  if (jwt.length > MAX_JWT_BYTES) return `the JWT is longer than ${MAX_JWT_BYTES} bytes`;
  const isCompact = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(jwt);
  return isCompact ? null : "the JWT is not three base64url segments";
}

/** The claims of a JWT, each of whatever type it is; null when the text is not a JWT. */
function payloadOf(jwt: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeJwt(jwt);
  } catch {
    return null;
  }
}

/** The `sub` claim of a JWT as it is, text or not; undefined when there is none. */
export function subjectOfJwt(jwt: string): unknown {
  return payloadOf(jwt)?.sub;
}

/** Header and payload of a JWT as they say of themselves; null when it is not a JWT. Nothing is proven. */
export function claimsOfJwt(jwt: string): { header: Record<string, unknown>; payload: Record<string, unknown> } | null {
  try {
    return { header: { ...decodeProtectedHeader(jwt) }, payload: { ...decodeJwt(jwt) } };
  } catch {
    return null;
  }
}

/** Whose a JWT says it is. Not proven: fit for a hint to an admin, never for a decision that lets in. */
export function claimedServiceAccount(jwt: string): ServiceAccountRef | null {
  return accountOf(subjectOfJwt(jwt));
}

function accountOf(subject: unknown): ServiceAccountRef | null {
  return typeof subject === "string" ? parseServiceAccountUsername(subject) : null;
}

/** 9999-12-31: later years are written in a way that PostgreSQL does not read. */
const MAX_DATE_SECONDS = 253_402_300_799;

/** When a JWT says it ends; null when it does not say so in seconds that are a date, or is not a JWT. */
export function expiryOfJwt(jwt: string): Date | null {
  return dateOf(payloadOf(jwt)?.exp);
}

function dateOf(seconds: unknown): Date | null {
  const isDate = typeof seconds === "number" && seconds >= 0 && seconds <= MAX_DATE_SECONDS;
  return isDate ? new Date(seconds * 1000) : null;
}

/** Names a credential in logs and audit without showing any of it: 12 hex digits of its SHA-256. */
export function fingerprintOf(credential: string): string {
  return hash("sha256", credential, "hex").slice(0, 12);
}
