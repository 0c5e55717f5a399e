import { CheckKubernetesConnectionInput, ConnectionReport, IdentityRef } from "@podpass/contracts";
import { checkKubernetesConnection, getKubernetesConnection, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";

const URL = "/v1/auth/kubernetes-auth/identities/:identityId/connection-check";
const params = z.object({ identityId: WireText });
/** What is given stands in the place of what is saved, for this check only. */
const Body = z.object({
  kubernetesHost: WireText.optional(),
  caCert: WireText.optional(),
  tokenReviewerJwt: WireText.nullish(),
  allowedAudience: WireText.optional(),
});
const Answer = z.object({ connectionCheck: ConnectionReport });
/** Null until the configuration has been checked as it is now. */
const LastAnswer = z.object({ connectionCheck: ConnectionReport.nullable() });

/** Whether an identity's Kubernetes Auth works, as Terraform or a script may ask after setting it up. */
export const connectionCheck: FastifyPluginAsyncZod = async (app) => {
  app.post(
    URL,
    {
      schema: {
        summary: "Check the connection to the Kubernetes API server now",
        params,
        body: Body,
        response: { 200: Answer },
      },
    },
    async (request) => {
      const { caCert, ...body } = request.body;
      const input = parseWith(CheckKubernetesConnectionInput, { ...request.params, ...body, caCertificate: caCert });
      return { connectionCheck: await checkKubernetesConnection(request.useCase, input) };
    },
  );

  app.get(
    URL,
    { schema: { summary: "The last check of the connection", params, response: { 200: LastAnswer } } },
    async (request) => {
      const { report } = await getKubernetesConnection(request.useCase, parseWith(IdentityRef, request.params));
      return { connectionCheck: report };
    },
  );
};
