import type { FastifyReply, FastifyRequest } from "fastify";

interface ShortCookie {
  /** Without prefix. */
  name: string;
  isSecure: boolean;
}

/** Holds what the first step of a sign-in gave for the second. */
export const CHALLENGE_COOKIE = "second_factor";

/** Only sign-in reads it: no other request carries it. */
const PATH = "/api/auth";

/** A cookie that lives as long as a sign-in takes, which no script reads and no other site's request carries. */
export function setShortCookie(
  reply: FastifyReply,
  cookie: ShortCookie,
  value: string,
  { lifetimeSeconds }: { lifetimeSeconds: number },
): void {
  const secure = cookie.isSecure ? "; Secure" : "";
  const attributes = `Path=${PATH}; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax${secure}`;
  reply.header("set-cookie", `${fullName(cookie)}=${value}; ${attributes}`);
}

export function dropShortCookie(reply: FastifyReply, cookie: ShortCookie): void {
  setShortCookie(reply, cookie, "", { lifetimeSeconds: 0 });
}

/** The value, or an empty text where the request has no such cookie. */
export function readShortCookie(request: FastifyRequest, cookie: ShortCookie): string {
  const prefix = `${fullName(cookie)}=`;
  const found = request.headers.cookie?.split(/;\s*/).find((part) => part.startsWith(prefix));
  return found?.slice(prefix.length) ?? "";
}

/** The prefix keeps a page that is not over https from setting it (RFC 6265bis section 4.1.3.1). */
function fullName({ name, isSecure }: ShortCookie): string {
  return `${isSecure ? "__Secure-" : ""}podpass.${name}`;
}
