import { LoginWithVaultRoleInput } from "@podpass/contracts";
import { AppError, describeOwnAccessToken, loginWithVaultRole, parseWith } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AuthAnswer, toAuth } from "./token-wire.ts";
import { toAuthAnswer } from "./vault-answer.ts";

const DEFAULT_MOUNT = "kubernetes";
/** `<mount>/login`, where a mount may be of several segments, and is left out by one release of node-vault. */
const LOGIN_PATH = /^(?:(?<mount>.+)\/)?login\/?$/;

/** A pod's way in as Vault's Kubernetes method has it, at any mount: its service-account JWT for a token. */
export const kubernetesRoleLogin: FastifyPluginAsyncZod = async (app) => {
  app.route({
    method: ["POST", "PUT"],
    url: "/auth/*",
    schema: {
      params: z.object({ "*": z.string() }),
      body: z.record(z.string(), z.unknown()),
      response: { 200: AuthAnswer },
    },
    async handler(request) {
      const path = LOGIN_PATH.exec(request.params["*"]);
      if (!path) throw new AppError("request.not_found");
      const mount = path.groups?.mount ?? DEFAULT_MOUNT;
      const ctx = request.publicContext();
      const input = parseWith(LoginWithVaultRoleInput, { ...request.body, mount });
      const { accessToken } = await loginWithVaultRole(ctx, input);
      const own = await describeOwnAccessToken(ctx, { accessToken });
      return toAuthAnswer(request.id, "kubernetes", toAuth(accessToken, own));
    },
  });
};
