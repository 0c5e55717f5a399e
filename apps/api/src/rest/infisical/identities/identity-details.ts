import { getOrganization } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

const Answer = z.object({
  identityDetails: z.object({ organization: z.object({ id: z.string(), name: z.string(), slug: z.string() }) }),
});

/** What a machine asks to learn where it is. */
export const identityDetails: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/identities/details",
    { schema: { summary: "The organization that the access token works in", response: { 200: Answer } } },
    async (request) => ({
      identityDetails: { organization: await getOrganization(request.useCase) },
    }),
  );
};
