import { createAuthEndpoint } from "better-auth/api";
import { deleteSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/** Puts a session that core opened into the library's signed cookie, and takes it out again. Reachable by no request. */
export const sessionCookie = {
  id: "session-cookie",
  endpoints: {
    keepSession: createAuthEndpoint.serverOnly(
      { method: "POST", body: z.object({ token: z.string() }) },
      async (ctx) => {
        const { name, attributes } = ctx.context.authCookies.sessionToken;
        await ctx.setSignedCookie(name, ctx.body.token, ctx.context.secret, attributes);
      },
    ),
    dropSession: createAuthEndpoint.serverOnly({ method: "POST" }, async (ctx) => {
      deleteSessionCookie(ctx);
    }),
  },
} as const;
