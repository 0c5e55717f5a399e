import {
  CreateSecretImportInput,
  SecretImportList,
  SecretImportOutput,
  SecretImportRef,
  SecretScope,
  UpdateSecretImportInput,
} from "@podpass/contracts";
import { createSecretImport, deleteSecretImport, listSecretImports, updateSecretImport } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const secretImportRouter = router({
  list: procedure
    .input(SecretScope.strict())
    .output(SecretImportList)
    .query(({ ctx, input }) => listSecretImports(ctx.useCase, input)),
  create: procedure
    .input(CreateSecretImportInput.strict())
    .output(SecretImportOutput)
    .mutation(({ ctx, input }) => createSecretImport(ctx.useCase, input)),
  update: procedure
    .input(UpdateSecretImportInput.strict())
    .output(SecretImportOutput)
    .mutation(({ ctx, input }) => updateSecretImport(ctx.useCase, input)),
  delete: procedure
    .input(SecretImportRef.strict())
    .output(SecretImportOutput)
    .mutation(({ ctx, input }) => deleteSecretImport(ctx.useCase, input)),
});
