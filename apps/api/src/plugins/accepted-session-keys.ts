import fp from "fastify-plugin";
import { isSignatureOf, signatureOf } from "../auth/signature.ts";

/** The sign-in library's session cookie: the session's token, a dot and its signature, URL-encoded. */
const SESSION_COOKIE = /((?:^|;\s*)(?:__Secure-)?podpass\.session_token=)([^;]+)/;

interface SessionKeys {
  signing: string;
  /** Keys that still prove a session and sign nothing any more. */
  accepted: readonly string[];
}

/**
 * Lets sessions go on when the signing key changes: the sign-in library knows one key, so a cookie that an accepted key
 * signed is handed to it as if the present one had. The browser keeps its cookie until it signs in again, at the latest when
 * the session is over. Any other cookie is left as it is, and refused like before.
 */
export const acceptedSessionKeys = fp<{ keys: SessionKeys }>(async (app, { keys }) => {
  if (keys.accepted.length === 0) return;
  app.addHook("onRequest", async (request) => {
    const { cookie } = request.headers;
    if (cookie) request.headers.cookie = signedByPresentKey(cookie, keys);
  });
});

/** The same cookies, the session's signed by the present key where an accepted one had signed it. */
function signedByPresentKey(cookies: string, { signing, accepted }: SessionKeys): string {
  return cookies.replace(SESSION_COOKIE, (whole: string, name: string, encoded: string) => {
    const value = decoded(encoded);
    const dot = value.lastIndexOf(".");
    const [token, signature] = [value.slice(0, Math.max(dot, 0)), value.slice(dot + 1)];
    const isAccepted = accepted.some((key) => isSignatureOf(token, signature, key, "base64"));
    return isAccepted ? `${name}${encodeURIComponent(`${token}.${signatureOf(token, signing, "base64")}`)}` : whole;
  });
}

/** What cannot be decoded proves nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
