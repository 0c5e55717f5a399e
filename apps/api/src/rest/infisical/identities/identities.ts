import { CreateIdentityInput, IdentityRef, UpdateIdentityInput } from "@podpass/contracts";
import { createIdentity, deleteIdentity, getIdentity, parseWith, updateIdentity } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireFlag, WireText } from "../../wire/fields.ts";
import { assertOwnOrganization } from "../../wire/own-organization.ts";
import { IdentityAnswer, OrganizationMembership, toIdentityAnswer, toOrganizationMembership } from "./identity-wire.ts";

const URL = "/v1/identities/:identityId";
const params = z.object({ identityId: WireText });
const UpdateBody = z.object({
  name: WireText.optional(),
  role: WireText.optional(),
  hasDeleteProtection: WireFlag.optional(),
  /** Null from clients that leave it out. */
  metadata: z
    .array(z.object({ key: WireText, value: WireText }), "Must be a list of {key, value}")
    .nullish()
    .transform((metadata) => metadata ?? undefined),
});
const CreateBody = UpdateBody.extend({ name: WireText, organizationId: WireText.optional() });

/** Identities, one at a time. A new one has no login method: clients attach it themselves. */
export const identities: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/identities",
    { schema: { summary: "Create an identity", body: CreateBody, response: { 200: IdentityAnswer } } },
    async (request) => {
      const { organizationId, ...body } = request.body;
      assertOwnOrganization(request.useCase, organizationId);
      return toIdentityAnswer(await createIdentity(request.useCase, parseWith(CreateIdentityInput, body)));
    },
  );

  app.patch(
    URL,
    { schema: { summary: "Change an identity", params, body: UpdateBody, response: { 200: IdentityAnswer } } },
    async (request) => {
      const input = parseWith(UpdateIdentityInput, { ...request.body, ...request.params });
      return toIdentityAnswer(await updateIdentity(request.useCase, input));
    },
  );

  app.get(
    URL,
    {
      schema: {
        summary: "Read an identity with its role",
        params,
        response: { 200: z.object({ identity: OrganizationMembership }) },
      },
    },
    async (request) => ({
      identity: toOrganizationMembership(await getIdentity(request.useCase, parseWith(IdentityRef, request.params))),
    }),
  );

  app.delete(
    URL,
    { schema: { summary: "Delete an identity; its tokens die with it", params, response: { 200: IdentityAnswer } } },
    async (request) => toIdentityAnswer(await deleteIdentity(request.useCase, parseWith(IdentityRef, request.params))),
  );
};
