import { CreateTagInput, ExistingSlug, ProjectRef, type TagOutput, TagRef, UpdateTagInput } from "@podpass/contracts";
import { AppError, createTag, deleteTag, listTags, parseWith, type UseCaseContext, updateTag } from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";

/** The routes of two generations of clients, and what each calls what it gets. */
const PREFIXES = [
  { url: "/v1/projects/:projectId/tags", one: "tag", many: "tags" },
  { url: "/v1/workspace/:projectId/tags", one: "workspaceTag", many: "workspaceTags" },
] as const;

const UpdateBody = z.object({ slug: WireText.optional(), color: WireText.nullish() });
const CreateBody = UpdateBody.extend({ slug: WireText });
const projectParams = z.object({ projectId: WireText });
const params = projectParams.extend({ tagId: WireText });
const bySlug = projectParams.extend({ tagSlug: WireText });

const Tag = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  color: z.string(),
  projectId: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

async function find(ctx: UseCaseContext, projectId: string, isWanted: (tag: TagOutput) => boolean): Promise<TagOutput> {
  const { items } = await listTags(ctx, parseWith(ProjectRef, { projectId }));
  const tag = items.find(isWanted);
  if (!tag) throw new AppError("tag.not_found");
  return tag;
}

/** The tags of a project, under its old and its new name. */
export const tags: FastifyPluginAsyncZod = async (app) => {
  for (const { url, one, many } of PREFIXES) {
    const wrap = (tag: TagOutput) => ({ [one]: { ...tag, name: tag.slug } });
    const response = { 200: z.object({ [one]: Tag }) };

    app.get(
      url,
      {
        schema: {
          summary: "List the tags of a project",
          params: projectParams,
          response: { 200: z.object({ [many]: z.array(Tag) }) },
        },
      },
      async ({ useCase, params }) => {
        const { items } = await listTags(useCase, parseWith(ProjectRef, params));
        return { [many]: items.map((tag) => ({ ...tag, name: tag.slug })) };
      },
    );

    app.get(`${url}/:tagId`, { schema: { summary: "Read a tag", params, response } }, async ({ useCase, params }) => {
      const { projectId, tagId } = parseWith(TagRef, params);
      return wrap(await find(useCase, projectId, ({ id }) => id === tagId));
    });

    app.get(
      `${url}/slug/:tagSlug`,
      { schema: { summary: "Find a tag by slug", params: bySlug, response } },
      async ({ useCase, params }) => {
        const { tagSlug } = parseWith(z.object({ tagSlug: ExistingSlug }), params);
        return wrap(await find(useCase, params.projectId, ({ slug }) => slug === tagSlug));
      },
    );

    app.post(
      url,
      { schema: { summary: "Create a tag", params: projectParams, body: CreateBody, response } },
      async (request) => {
        const { slug, color } = request.body;
        const input = parseWith(CreateTagInput, { ...request.params, slug, color: color ?? undefined });
        return wrap(await createTag(request.useCase, input));
      },
    );

    app.patch(
      `${url}/:tagId`,
      { schema: { summary: "Rename or recolour a tag", params, body: UpdateBody, response } },
      async (request) => {
        const { slug, color } = request.body;
        const input = parseWith(UpdateTagInput, { ...request.params, slug, color: color ?? undefined });
        return wrap(await updateTag(request.useCase, input));
      },
    );

    app.delete(
      `${url}/:tagId`,
      { schema: { summary: "Delete a tag and take it off all secrets", params, response } },
      async ({ useCase, params }) => wrap(await deleteTag(useCase, parseWith(TagRef, params))),
    );
  }
};
