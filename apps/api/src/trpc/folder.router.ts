import {
  CreateFolderInput,
  DeletionImpact,
  FolderList,
  FolderOutput,
  FolderRef,
  ListFoldersInput,
  UpdateFolderInput,
} from "@podpass/contracts";
import { createFolder, deleteFolder, getFolderDeletionImpact, listFolders, updateFolder } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const folderRouter = router({
  list: procedure
    .input(ListFoldersInput.strict())
    .output(FolderList)
    .query(({ ctx, input }) => listFolders(ctx.useCase, input)),
  deletionImpact: procedure
    .input(FolderRef.strict())
    .output(DeletionImpact)
    .query(({ ctx, input }) => getFolderDeletionImpact(ctx.useCase, input)),
  create: procedure
    .input(CreateFolderInput.strict())
    .output(FolderOutput)
    .mutation(({ ctx, input }) => createFolder(ctx.useCase, input)),
  update: procedure
    .input(UpdateFolderInput.strict())
    .output(FolderOutput)
    .mutation(({ ctx, input }) => updateFolder(ctx.useCase, input)),
  delete: procedure
    .input(FolderRef.strict())
    .output(FolderOutput)
    .mutation(({ ctx, input }) => deleteFolder(ctx.useCase, input)),
});
