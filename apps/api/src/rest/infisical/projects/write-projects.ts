import { CreateProjectInput, ProjectRef, UpdateProjectInput } from "@podpass/contracts";
import { createProject, deleteProject, parseWith, type UseCaseContext, updateProject } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireFlag, WireText } from "../../wire/fields.ts";
import { projectBySlug } from "../../wire/project-by-slug.ts";
import { ProjectAnswer, toProjectAnswer } from "./project-wire.ts";

const CreateBody = z.object({
  projectName: WireText,
  projectDescription: WireText.nullish(),
  slug: WireText.optional(),
  type: z.literal("secret-manager", "Must be secret-manager").optional(),
  shouldCreateDefaultEnvs: WireFlag.optional(),
  hasDeleteProtection: WireFlag.optional(),
});
const UpdateBody = z.object({
  name: WireText.optional(),
  description: WireText.nullish(),
  slug: WireText.optional(),
  hasDeleteProtection: WireFlag.optional(),
});
const byId = z.object({ projectId: WireText });
const bySlug = z.object({ slug: WireText });
const Wrapped = z.object({ project: ProjectAnswer });

async function create(ctx: UseCaseContext, body: z.output<typeof CreateBody>) {
  const input = parseWith(CreateProjectInput, {
    name: body.projectName,
    slug: body.slug,
    description: body.projectDescription ?? undefined,
    hasDeleteProtection: body.hasDeleteProtection,
    hasDefaultEnvironments: body.shouldCreateDefaultEnvs,
  });
  return { project: toProjectAnswer(await createProject(ctx, input)) };
}

async function update(ctx: UseCaseContext, projectId: string, body: z.output<typeof UpdateBody>) {
  const change = { ...body, description: body.description ?? undefined, projectId };
  return toProjectAnswer(await updateProject(ctx, parseWith(UpdateProjectInput, change)));
}

async function remove(ctx: UseCaseContext, projectId: string) {
  return toProjectAnswer(await deleteProject(ctx, parseWith(ProjectRef, { projectId })));
}

/** Making, changing and deleting projects, in the spellings of three generations of clients. */
export const writeProjects: FastifyPluginAsyncZod = async (app) => {
  for (const url of ["/v1/projects", "/v2/workspace"]) {
    const wireNames = { name: "projectName", description: "projectDescription" };
    app.post(
      url,
      { config: { wireNames }, schema: { summary: "Create a project", body: CreateBody, response: { 200: Wrapped } } },
      ({ useCase, body }) => create(useCase, body),
    );
  }

  app.patch(
    "/v1/projects/:projectId",
    { schema: { summary: "Change a project", params: byId, body: UpdateBody, response: { 200: Wrapped } } },
    async ({ useCase, params, body }) => ({ project: await update(useCase, params.projectId, body) }),
  );
  app.patch(
    "/v2/workspace/:slug",
    { schema: { summary: "Change a project", params: bySlug, body: UpdateBody, response: { 200: ProjectAnswer } } },
    async ({ useCase, params, body }) => update(useCase, (await projectBySlug(useCase, params.slug)).id, body),
  );

  app.delete(
    "/v1/projects/:projectId",
    { schema: { summary: "Delete a project with everything in it", params: byId, response: { 200: Wrapped } } },
    async ({ useCase, params }) => ({ project: await remove(useCase, params.projectId) }),
  );
  app.delete(
    "/v1/workspace/:projectId",
    {
      schema: {
        summary: "Delete a project with everything in it",
        params: byId,
        response: { 200: z.object({ workspace: ProjectAnswer }) },
      },
    },
    async ({ useCase, params }) => ({ workspace: await remove(useCase, params.projectId) }),
  );
  app.delete(
    "/v2/workspace/:slug",
    { schema: { summary: "Delete a project with everything in it", params: bySlug, response: { 200: ProjectAnswer } } },
    async ({ useCase, params }) => remove(useCase, (await projectBySlug(useCase, params.slug)).id),
  );
};
