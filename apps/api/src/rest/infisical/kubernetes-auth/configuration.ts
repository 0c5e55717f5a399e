import {
  AttachKubernetesAuthInput,
  IdentityRef,
  KubernetesAuthWarning,
  UpdateKubernetesAuthInput,
} from "@podpass/contracts";
import {
  attachKubernetesAuth,
  detachKubernetesAuth,
  getKubernetesAuth,
  parseWith,
  updateKubernetesAuth,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import {
  ConfigurationAnswer,
  ConfigurationBody,
  fromConfigurationBody,
  toConfigurationAnswer,
} from "./configuration-wire.ts";

const URL = "/v1/auth/kubernetes-auth/identities/:identityId";
const params = z.object({ identityId: WireText });
const UpdateBody = ConfigurationBody.extend({ existingTokens: WireText.optional() });
const Answer = z.object({ identityKubernetesAuth: ConfigurationAnswer });
/** `warnings`: what of it will likely not do what was meant. */
const SaveAnswer = Answer.extend({ warnings: z.array(KubernetesAuthWarning) });
/** `isReviewerJwtDropped`: a new host or CA without a new reviewer JWT does not inherit the stored one. */
const UpdateAnswer = SaveAnswer.extend({ isReviewerJwtDropped: z.boolean() });

/** The Kubernetes Auth of an identity. */
export const kubernetesAuth: FastifyPluginAsyncZod = async (app) => {
  app.post(
    URL,
    {
      schema: {
        summary: "Let an identity log in from pods",
        params,
        body: ConfigurationBody,
        response: { 200: SaveAnswer },
      },
    },
    async (request) => {
      const { tokenReviewerJwt, ...body } = fromConfigurationBody(request.params.identityId, request.body);
      const input = parseWith(AttachKubernetesAuthInput, { ...body, tokenReviewerJwt: tokenReviewerJwt ?? undefined });
      const output = await attachKubernetesAuth(request.useCase, input);
      return { identityKubernetesAuth: toConfigurationAnswer(output), warnings: output.warnings };
    },
  );

  app.patch(
    URL,
    {
      schema: {
        summary: "Change an identity's Kubernetes Auth",
        params,
        body: UpdateBody,
        response: { 200: UpdateAnswer },
      },
    },
    async (request) => {
      const { existingTokens, ...body } = request.body;
      const wanted = { ...fromConfigurationBody(request.params.identityId, body), existingTokens };
      const output = await updateKubernetesAuth(request.useCase, parseWith(UpdateKubernetesAuthInput, wanted));
      return {
        identityKubernetesAuth: toConfigurationAnswer(output),
        warnings: output.warnings,
        isReviewerJwtDropped: output.isReviewerJwtDropped,
      };
    },
  );

  app.get(
    URL,
    {
      schema: {
        summary: "Read an identity's Kubernetes Auth, without its credentials",
        params,
        response: { 200: Answer },
      },
    },
    async (request) => {
      const output = await getKubernetesAuth(request.useCase, parseWith(IdentityRef, request.params));
      return { identityKubernetesAuth: toConfigurationAnswer(output) };
    },
  );

  app.delete(
    URL,
    {
      schema: {
        summary: "Take Kubernetes Auth off an identity; its tokens die with it",
        params,
        response: { 200: Answer },
      },
    },
    async (request) => {
      const output = await detachKubernetesAuth(request.useCase, parseWith(IdentityRef, request.params));
      return { identityKubernetesAuth: toConfigurationAnswer(output) };
    },
  );
};
