import {
  CreateSecretInput,
  ListSecretsInput,
  RevealedSecret,
  SecretList,
  SecretOutput,
  SecretRef,
  UpdateSecretInput,
} from "@podpass/contracts";
import { createSecret, deleteSecret, listSecrets, revealSecret, updateSecret } from "@podpass/core";
import { procedure, router } from "./init.ts";

export const secretRouter = router({
  /** Without values: a value is shown one at a time, by `reveal`. */
  list: procedure
    .input(ListSecretsInput.omit({ isValueWanted: true }).strict())
    .output(SecretList)
    .query(({ ctx, input }) => listSecrets(ctx.useCase, { ...input, isValueWanted: false })),
  /** A mutation, because it is written down and its input belongs in no address. */
  reveal: procedure
    .input(SecretRef.strict())
    .output(RevealedSecret)
    .mutation(({ ctx, input }) => revealSecret(ctx.useCase, input)),
  create: procedure
    .input(CreateSecretInput.strict())
    .output(SecretOutput)
    .mutation(async ({ ctx, input }) => withoutValue(await createSecret(ctx.useCase, input))),
  update: procedure
    .input(UpdateSecretInput.strict())
    .output(SecretOutput)
    .mutation(async ({ ctx, input }) => withoutValue(await updateSecret(ctx.useCase, input))),
  delete: procedure
    .input(SecretRef.strict())
    .output(SecretOutput)
    .mutation(({ ctx, input }) => deleteSecret(ctx.useCase, input)),
});

function withoutValue(secret: SecretOutput): SecretOutput {
  return { ...secret, value: null };
}
