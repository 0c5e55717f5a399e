import {
  CreateEnvironmentInput,
  type EnvironmentOutput,
  EnvironmentRef,
  Id,
  UpdateEnvironmentInput,
} from "@podpass/contracts";
import {
  AppError,
  createEnvironment,
  deleteEnvironment,
  getEnvironment,
  listEnvironments,
  parseWith,
  updateEnvironment,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireNumber, WireText } from "../../wire/fields.ts";

const UpdateBody = z.object({
  name: WireText.optional(),
  slug: WireText.optional(),
  position: WireNumber.optional(),
});
const CreateBody = UpdateBody.extend({ name: WireText, slug: WireText });
const projectParams = z.object({ projectId: WireText });
const params = projectParams.extend({ environmentId: WireText });

const Answer = z.object({
  environment: z.object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    position: z.int(),
    projectId: z.string(),
    createdAt: z.date(),
    updatedAt: z.date(),
  }),
});
/** `workspace` is what older clients call the project's id. */
const WriteAnswer = Answer.extend({ message: z.string(), projectId: z.string(), workspace: z.string() });

function toWriteAnswer(message: string, environment: EnvironmentOutput): z.output<typeof WriteAnswer> {
  return { message, projectId: environment.projectId, workspace: environment.projectId, environment };
}

/** The environments of a project, under its old and its new name. */
export const environments: FastifyPluginAsyncZod = async (app) => {
  for (const prefix of ["/v1/projects/:projectId/environments", "/v1/workspace/:projectId/environments"]) {
    app.post(
      prefix,
      {
        schema: {
          summary: "Create an environment",
          params: projectParams,
          body: CreateBody,
          response: { 200: WriteAnswer },
        },
      },
      async (request) => {
        const input = parseWith(CreateEnvironmentInput, { ...request.body, ...request.params });
        const environment = await createEnvironment(request.useCase, input);
        return toWriteAnswer("Successfully created new environment", environment);
      },
    );

    app.get(
      `${prefix}/:environmentId`,
      { schema: { summary: "Read an environment", params, response: { 200: Answer } } },
      async (request) => {
        const { projectId, environmentId } = parseWith(EnvironmentRef, request.params);
        const { items } = await listEnvironments(request.useCase, { projectId });
        const environment = items.find(({ id }) => id === environmentId);
        if (!environment) throw new AppError("environment.not_found");
        return { environment };
      },
    );

    app.patch(
      `${prefix}/:environmentId`,
      {
        schema: { summary: "Rename or move an environment", params, body: UpdateBody, response: { 200: WriteAnswer } },
      },
      async (request) => {
        const input = parseWith(UpdateEnvironmentInput, { ...request.body, ...request.params });
        const environment = await updateEnvironment(request.useCase, input);
        return toWriteAnswer("Successfully updated environment", environment);
      },
    );

    app.delete(
      `${prefix}/:environmentId`,
      { schema: { summary: "Delete an environment with its secrets", params, response: { 200: WriteAnswer } } },
      async (request) => {
        const environment = await deleteEnvironment(request.useCase, parseWith(EnvironmentRef, request.params));
        return toWriteAnswer("Successfully deleted environment", environment);
      },
    );
  }

  app.get(
    "/v1/workspace/environments/:environmentId",
    {
      schema: {
        summary: "Read an environment by id alone",
        params: z.object({ environmentId: WireText }),
        response: { 200: Answer },
      },
    },
    async (request) => {
      const { environmentId } = parseWith(z.object({ environmentId: Id }), request.params);
      return { environment: await getEnvironment(request.useCase, environmentId) };
    },
  );
};
