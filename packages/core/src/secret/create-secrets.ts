import type { CreateSecretInput, CreateSecretsInput, SecretList, SecretOutput } from "@podpass/contracts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { firstOf } from "./first-of.ts";
import { openSecretScope } from "./secret-scope.ts";
import { insertSecrets } from "./write-secrets.ts";

/** Adds secrets at version 1, all or none. */
export async function createSecrets(ctx: UseCaseContext, input: CreateSecretsInput): Promise<SecretList> {
  const scope = await openSecretScope(ctx, input);
  return ctx.transaction(async (tx) => ({ items: await insertSecrets(tx, ctx, scope, input.secrets) }));
}

/** Adds a secret at version 1. */
export async function createSecret(ctx: UseCaseContext, input: CreateSecretInput): Promise<SecretOutput> {
  return firstOf(await createSecrets(ctx, { ...input, secrets: [input] }));
}
