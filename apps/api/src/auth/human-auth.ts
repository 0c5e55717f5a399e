import { recordSignIn, type Services } from "@podpass/core";
import type { Database } from "@podpass/prisma";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { CLIENT_IP_HEADER, REQUEST_ID_HEADER } from "./internal-headers.ts";

interface Dependencies {
  services: Services;
  database: Database;
  siteUrl: string;
  secret: string;
}

const SESSION_LIFETIME_SECONDS = 7 * 24 * 3600;
const SESSION_REFRESH_SECONDS = 24 * 3600;

/**
 * Sign-in of people with e-mail and password, by better-auth: sessions are rows, the cookie is HttpOnly, SameSite=Lax,
 * and Secure when the site is https. Nobody signs up by themselves.
 */
export function createHumanAuth({ services, database, siteUrl, secret }: Dependencies) {
  const isHttps = siteUrl.startsWith("https:");
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
        const log = level === "error" ? services.logger.error : services.logger.warn;
        log.call(services.logger, { source: "sign-in", ...(err ? { err } : {}) }, message);
      },
    },
    // What is no refusal of its own (a database that is gone) is answered like anywhere else in the server.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      password: {
        hash: (password) => services.passwordHasher.hash(password),
        verify: ({ hash, password }) => services.passwordHasher.verify(hash, password),
      },
    },
    session: { expiresIn: SESSION_LIFETIME_SECONDS, updateAge: SESSION_REFRESH_SECONDS },
    // A page's own address is always trusted: a browser sends the Host it asked for, and cookies stay with it.
    trustedOrigins: (request) => {
      const host = request?.headers.get("host");
      return host ? [siteUrl, `http://${host}`, `https://${host}`] : [siteUrl];
    },
    rateLimit: { enabled: true, window: 60, max: 100, customRules: { "/sign-in/email": { window: 60, max: 10 } } },
    advanced: {
      useSecureCookies: isHttps,
      cookiePrefix: "podpass",
      // Set by the server from the socket or a trusted proxy, so that no client names its own address.
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
    databaseHooks: {
      session: {
        create: {
          after: async (session, context) => {
            const request = {
              requestId: context?.headers?.get(REQUEST_ID_HEADER) ?? "",
              ipAddress: session.ipAddress ?? "",
              userAgent: session.userAgent ?? "",
            };
            await recordSignIn({ ...services, request }, session.userId);
          },
        },
      },
    },
  });
}

export type HumanAuth = ReturnType<typeof createHumanAuth>;
