import type { Logger } from "@podpass/core";
import type { Database } from "@podpass/prisma";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { sessionCookie } from "./session-cookie-plugin.ts";

interface Dependencies {
  logger: Logger;
  database: Database;
  siteUrl: string;
  secret: string;
  sessionMaxSeconds: number;
}

/**
 * Keeps people's sessions in their browsers, by better-auth: it signs the cookie and finds the session of one. Who gets a
 * session and how long it lasts is decided in core, which also writes the row; none of the library's own routes is
 * reachable. The cookie is HttpOnly, SameSite=Lax, and Secure when the site is https.
 */
export function createHumanAuth({ logger, database, siteUrl, secret, sessionMaxSeconds }: Dependencies) {
  return betterAuth({
    appName: "Podpass",
    baseURL: siteUrl,
    basePath: "/api/auth",
    secret,
    database: prismaAdapter(database.client, { provider: "postgresql" }),
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      // What else the library hands over may name people; an error is what an operator needs.
      log(level, message, ...details: unknown[]) {
        const err = details.find((detail) => detail instanceof Error);
        const log = level === "error" ? logger.error : logger.warn;
        log.call(logger, { source: "sign-in", ...(err ? { err } : {}) }, message);
      },
    },
    // What is no refusal of its own (a database that is gone) is answered like anywhere else in the server.
    onAPIError: { throw: true },
    // The row's own times decide, in core; the library neither prolongs a session nor shortens it.
    session: { expiresIn: sessionMaxSeconds, disableSessionRefresh: true },
    advanced: { useSecureCookies: siteUrl.startsWith("https:"), cookiePrefix: "podpass" },
    plugins: [sessionCookie],
  });
}

export type HumanAuth = ReturnType<typeof createHumanAuth>;
