import { parseServiceAccountUsername, type ServiceAccountRef } from "@podpass/contracts";
import { z } from "zod";

/** What a JWT says of itself. Nothing here is proven: only the cluster can tell whether it is genuine. */
export interface DecodedJwt {
  /** The service account it was issued to, when its subject is one. */
  serviceAccount: ServiceAccountRef | null;
  subject: string | null;
  /** Null when it never expires. */
  expiresAt: Date | null;
}

const Claims = z.object({ sub: z.string().optional().catch(undefined), exp: z.number().optional().catch(undefined) });

/** Reads a compact JWS (RFC 7519) without checking it; null when it is not one. */
export function decodeJwt(text: string): DecodedJwt | null {
  const segments = text.trim().split(".");
  if (segments.length !== 3 || segments.some((segment) => !/^[A-Za-z0-9_-]+$/.test(segment))) return null;
  const claims = Claims.safeParse(parseSegment(segments[1] ?? ""));
  if (!claims.success) return null;
  const { sub = null, exp } = claims.data;
  return {
    subject: sub,
    serviceAccount: sub === null ? null : parseServiceAccountUsername(sub),
    expiresAt: exp === undefined ? null : toDate(exp),
  };
}

function parseSegment(segment: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(segment.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

// `exp` is in seconds; a value beyond what a Date holds never comes.
function toDate(seconds: number): Date | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}
