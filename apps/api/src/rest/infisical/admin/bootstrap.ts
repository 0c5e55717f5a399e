import { CreateFirstAdminInput } from "@podpass/contracts";
import { bootstrapInstance, parseWith } from "@podpass/core";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { assertSameSite } from "../../../plugins/same-site.ts";
import { WireText } from "../../wire/fields.ts";

const Body = z.object({ email: WireText, password: WireText, organization: WireText });

const Answer = z.object({
  message: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
  user: z.object({
    id: z.string(),
    username: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    superAdmin: z.boolean(),
  }),
  identity: z.object({ id: z.string(), name: z.string(), credentials: z.object({ token: z.string() }) }),
});

/** Sets the server up by a script, once. Refused to pages of other sites: one could post a form to a fresh server nearby. */
export const bootstrap: FastifyPluginAsyncZod = async (app) => {
  const options = {
    onRequest: async (request: FastifyRequest) => assertSameSite(request),
    schema: {
      summary: "Set a new server up: the first person, organization and admin identity",
      body: Body,
      response: { 200: Answer },
    },
  };
  app.post("/v1/admin/bootstrap", options, async (request) => {
    const input = parseWith(CreateFirstAdminInput, request.body);
    const { organization, user, identity } = await bootstrapInstance(request.publicContext(), input);
    return {
      message: "Successfully bootstrapped instance",
      organization,
      user: {
        id: user.id,
        username: user.email,
        email: user.email,
        firstName: user.name,
        lastName: "",
        superAdmin: true,
      },
      identity: { id: identity.id, name: identity.name, credentials: { token: identity.accessToken } },
    };
  });
};
