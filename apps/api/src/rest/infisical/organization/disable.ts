import { OrganizationOutput } from "@podpass/contracts";
import { disableOrganization } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";

const Answer = z.object({ organization: OrganizationOutput });

/** Shuts the caller's own organization for all identities, the caller included: a person enables it in the dashboard. */
export const organization: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/organization/disable",
    { schema: { summary: "Stop serving the organization's identities at once", response: { 200: Answer } } },
    async ({ useCase }) => ({
      organization: await disableOrganization(useCase),
    }),
  );
};
