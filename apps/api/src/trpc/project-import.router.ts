import {
  ImportProjectInput,
  PreviewProjectImportInput,
  ProjectImported,
  ProjectImportPreview,
} from "@podpass/contracts";
import { importProject, previewProjectImport } from "@podpass/core";
import { procedure, router } from "./init.ts";

/** A document of `downloads/project.ts`, part by part. */
export const projectImportRouter = router({
  /** A mutation, because the values it compares with belong in no address. */
  preview: procedure
    .input(PreviewProjectImportInput)
    .output(ProjectImportPreview)
    .mutation(({ ctx, input }) => previewProjectImport(ctx.useCase, input)),
  write: procedure
    .input(ImportProjectInput)
    .output(ProjectImported)
    .mutation(({ ctx, input }) => importProject(ctx.useCase, input)),
});
