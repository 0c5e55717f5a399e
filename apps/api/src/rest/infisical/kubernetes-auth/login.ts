import { LoginWithKubernetesInput } from "@podpass/contracts";
import { loginWithKubernetes } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IssuedAccessTokenAnswer, toIssuedAccessTokenAnswer } from "../../wire/access-token.ts";

/** A pod's way in: its service-account JWT for an access token. */
export const kubernetesLogin: FastifyPluginAsyncZod = async (app) => {
  app.post(
    "/v1/auth/kubernetes-auth/login",
    {
      schema: {
        summary: "Trade a pod's service-account JWT for an access token",
        body: LoginWithKubernetesInput,
        response: { 200: IssuedAccessTokenAnswer },
      },
    },
    async (request) => toIssuedAccessTokenAnswer(await loginWithKubernetes(request.publicContext(), request.body)),
  );
};
