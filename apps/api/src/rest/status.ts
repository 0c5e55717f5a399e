import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

const StatusAnswer = z.object({
  date: z.date(),
  message: z.literal("Ok"),
  emailConfigured: z.boolean(),
  inviteOnlySignup: z.boolean(),
  redisConfigured: z.boolean(),
  secretScanningConfigured: z.boolean(),
});

/** What clients and load balancers ask before anything else. */
export const status: FastifyPluginAsyncZod = async (app) => {
  app.get("/status", { schema: { response: { 200: StatusAnswer } } }, async (request) => ({
    date: request.publicContext().clock.now(),
    message: "Ok" as const,
    emailConfigured: false,
    inviteOnlySignup: true,
    redisConfigured: false,
    secretScanningConfigured: false,
  }));
};
