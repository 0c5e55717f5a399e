import { CreateTagInput, ProjectRef, TagList, TagOutput, TagRef, UpdateTagInput } from "@podpass/contracts";
import { createTag, deleteTag, listTags, updateTag } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const tagRouter = router({
  list: procedure
    .input(ProjectRef.strict())
    .output(TagList)
    .query(({ ctx, input }) => listTags(ctx.useCase, input)),
  create: procedure
    .input(CreateTagInput.strict())
    .output(TagOutput)
    .mutation(({ ctx, input }) => createTag(ctx.useCase, input)),
  update: procedure
    .input(UpdateTagInput.strict())
    .output(TagOutput)
    .mutation(({ ctx, input }) => updateTag(ctx.useCase, input)),
  delete: procedure
    .input(TagRef.strict())
    .output(TagOutput)
    .mutation(({ ctx, input }) => deleteTag(ctx.useCase, input)),
});
