import {
  ApplySecretsInput,
  CompareEnvironmentsInput,
  CopySecretsInput,
  CreateSecretInput,
  DeleteSecretInput,
  DeleteSecretsInput,
  EnvironmentComparison,
  ListSecretsInput,
  ListSecretVersionsInput,
  MoveSecretsInput,
  PreviewSecretsInput,
  ResolvedSecret,
  RestoreSecretInput,
  RevealedSecret,
  RevealSecretInput,
  SearchSecretsInput,
  SecretHitPage,
  SecretListing,
  SecretOutput,
  SecretOverrideList,
  SecretRef,
  SecretScope,
  SecretsPreview,
  SecretsWritten,
  SecretVersionPage,
  SetSecretOverrideInput,
  UpdateSecretInput,
} from "@podpass/contracts";
import {
  applySecrets,
  compareEnvironments,
  copySecrets,
  createSecret,
  deleteSecret,
  deleteSecretOverride,
  deleteSecrets,
  listSecretOverrides,
  listSecrets,
  listSecretVersions,
  moveSecrets,
  previewSecrets,
  resolveSecret,
  restoreSecret,
  revealSecret,
  revealSecretOverride,
  searchSecrets,
  setSecretOverride,
  updateSecret,
} from "@podpass/core";
import { procedure, router } from "./init.ts";

export const secretRouter = router({
  /** Without values: a value is shown one at a time, by `reveal`. */
  list: procedure
    .input(ListSecretsInput.omit({ isValueWanted: true, isExpanded: true }).strict())
    .output(SecretListing)
    .query(({ ctx, input }) => listSecrets(ctx.useCase, { ...input, isValueWanted: false, isExpanded: false })),
  search: procedure
    .input(SearchSecretsInput.strict())
    .output(SecretHitPage)
    .query(({ ctx, input }) => searchSecrets(ctx.useCase, input)),
  /** A mutation, because it is written down and its input belongs in no address. */
  reveal: procedure
    .input(RevealSecretInput.strict())
    .output(RevealedSecret)
    .mutation(({ ctx, input }) => revealSecret(ctx.useCase, input)),
  /** As `reveal`, of the secret and of all that its references lead to. */
  resolve: procedure
    .input(SecretRef.strict())
    .output(ResolvedSecret)
    .mutation(({ ctx, input }) => resolveSecret(ctx.useCase, input)),
  create: procedure
    .input(CreateSecretInput.strict())
    .output(SecretOutput)
    .mutation(async ({ ctx, input }) => withoutValue(await createSecret(ctx.useCase, input))),
  update: procedure
    .input(UpdateSecretInput.strict())
    .output(SecretOutput)
    .mutation(async ({ ctx, input }) => withoutValue(await updateSecret(ctx.useCase, input))),
  delete: procedure
    .input(DeleteSecretInput.strict())
    .output(SecretOutput)
    .mutation(({ ctx, input }) => deleteSecret(ctx.useCase, input)),
  deleteMany: procedure
    .input(DeleteSecretsInput.strict())
    .output(SecretsWritten)
    .mutation(async ({ ctx, input }) => ({ count: (await deleteSecrets(ctx.useCase, input)).items.length })),
  /** Several of one folder at once, all or none. */
  writeMany: procedure
    .input(ApplySecretsInput)
    .output(SecretsWritten)
    .mutation(async ({ ctx, input }) => ({ count: (await applySecrets(ctx.useCase, input)).items.length })),
  /** A mutation, because the values it compares with belong in no address. */
  preview: procedure
    .input(PreviewSecretsInput.strict())
    .output(SecretsPreview)
    .mutation(({ ctx, input }) => previewSecrets(ctx.useCase, input)),
  copy: procedure
    .input(CopySecretsInput.strict())
    .output(SecretsWritten)
    .mutation(({ ctx, input }) => copySecrets(ctx.useCase, input)),
  move: procedure
    .input(MoveSecretsInput.strict())
    .output(SecretsWritten)
    .mutation(({ ctx, input }) => moveSecrets(ctx.useCase, input)),
  compare: procedure
    .input(CompareEnvironmentsInput.strict())
    .output(EnvironmentComparison)
    .query(({ ctx, input }) => compareEnvironments(ctx.useCase, input)),
  listVersions: procedure
    .input(ListSecretVersionsInput.strict())
    .output(SecretVersionPage)
    .query(({ ctx, input }) => listSecretVersions(ctx.useCase, input)),
  restore: procedure
    .input(RestoreSecretInput.strict())
    .output(SecretOutput)
    .mutation(async ({ ctx, input }) => withoutValue(await restoreSecret(ctx.useCase, input))),
  listOverrides: procedure
    .input(SecretScope.strict())
    .output(SecretOverrideList)
    .query(({ ctx, input }) => listSecretOverrides(ctx.useCase, input)),
  revealOverride: procedure
    .input(SecretRef.strict())
    .output(RevealedSecret)
    .mutation(({ ctx, input }) => revealSecretOverride(ctx.useCase, input)),
  setOverride: procedure
    .input(SetSecretOverrideInput.strict())
    .mutation(({ ctx, input }) => setSecretOverride(ctx.useCase, input)),
  deleteOverride: procedure
    .input(SecretRef.strict())
    .mutation(({ ctx, input }) => deleteSecretOverride(ctx.useCase, input)),
});

function withoutValue(secret: SecretOutput): SecretOutput {
  return { ...secret, value: null };
}
