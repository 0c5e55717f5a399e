import { ListProjectsInput, ProjectRef } from "@podpass/contracts";
import { getProject, listProjects, parseWith, type UseCaseContext } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectPages, EVERYTHING } from "../../wire/collect-pages.ts";
import { WireText } from "../../wire/fields.ts";
import { projectBySlug } from "../../wire/project-by-slug.ts";
import { ProjectAnswer, toProjectAnswer } from "./project-wire.ts";

const byId = z.object({ projectId: WireText });
const bySlug = z.object({ slug: WireText });

async function list(ctx: UseCaseContext) {
  const { items } = await collectPages((part) => listProjects(ctx, parseWith(ListProjectsInput, part)), EVERYTHING);
  return items.map(toProjectAnswer);
}

async function get(ctx: UseCaseContext, params: { projectId: string }) {
  const { projectId: id } = parseWith(ProjectRef, params);
  return toProjectAnswer(await getProject(ctx, { id }));
}

/** Reading projects, in the spellings of three generations of clients. By slug the project comes unwrapped. */
export const readProjects: FastifyPluginAsyncZod = async (app) => {
  app.get(
    "/v1/projects",
    {
      schema: {
        summary: "List the projects that the caller may see",
        response: { 200: z.object({ projects: z.array(ProjectAnswer) }) },
      },
    },
    async ({ useCase }) => ({ projects: await list(useCase) }),
  );
  app.get(
    "/v1/workspace",
    {
      schema: {
        summary: "List the projects that the caller may see",
        response: { 200: z.object({ workspaces: z.array(ProjectAnswer) }) },
      },
    },
    async ({ useCase }) => ({ workspaces: await list(useCase) }),
  );

  app.get(
    "/v1/projects/:projectId",
    { schema: { summary: "Read a project", params: byId, response: { 200: z.object({ project: ProjectAnswer }) } } },
    async ({ useCase, params }) => ({ project: await get(useCase, params) }),
  );
  app.get(
    "/v1/workspace/:projectId",
    { schema: { summary: "Read a project", params: byId, response: { 200: z.object({ workspace: ProjectAnswer }) } } },
    async ({ useCase, params }) => ({ workspace: await get(useCase, params) }),
  );

  for (const url of ["/v1/projects/slug/:slug", "/v1/workspace/slug/:slug", "/v2/workspace/:slug"]) {
    app.get(
      url,
      { schema: { summary: "Find a project by slug", params: bySlug, response: { 200: ProjectAnswer } } },
      async ({ useCase, params }) => toProjectAnswer(await projectBySlug(useCase, params.slug)),
    );
  }
};
