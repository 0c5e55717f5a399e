import { MAX_TTL_CEILING_SECONDS } from "@podpass/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

const StatusAnswer = z.object({
  date: z.date(),
  message: z.literal("Ok"),
  emailConfigured: z.boolean(),
  inviteOnlySignup: z.boolean(),
  redisConfigured: z.boolean(),
  secretScanningConfigured: z.boolean(),
  samlDefaultOrgSlug: z.null(),
  auditLogStorageDisabled: z.boolean(),
  /** Seconds: the longest that an access token can be set to last. */
  maxIdentityAccessTokenTTL: z.int(),
});

/** What clients and load balancers ask before anything else. */
export const status: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/status",
    { schema: { summary: "Whether the server is up", response: { 200: StatusAnswer } }, config: { isUncounted: true } },
    async (request) => {
      const { clock, mailer } = request.publicContext();
      return {
        date: clock.now(),
        message: "Ok" as const,
        emailConfigured: mailer !== null,
        inviteOnlySignup: true,
        redisConfigured: false,
        secretScanningConfigured: false,
        samlDefaultOrgSlug: null,
        auditLogStorageDisabled: false,
        maxIdentityAccessTokenTTL: MAX_TTL_CEILING_SECONDS,
      };
    },
  );
};
