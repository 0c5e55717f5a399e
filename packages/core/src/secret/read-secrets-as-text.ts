import type { GetSecretInput, ListSecretsInput, SecretListing, SecretOutput, SecretScope } from "@podpass/contracts";
import { digestOfRules } from "../authorization/digest-of-rules.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { getSecret } from "./get-secret.ts";
import { listSecrets } from "./list-secrets.ts";
import { openEnvironment } from "./secret-scope.ts";

/** How an adapter writes an answer down. The name tells its texts from those of others. */
interface TextFormat<Answer> {
  name: string;
  write(answer: Answer): string;
}

/** `listSecrets` as a client is told it. A text that was written before is kept until what it says changes. */
export function listSecretsAsText(
  ctx: UseCaseContext,
  input: ListSecretsInput,
  format: TextFormat<SecretListing>,
): Promise<string> {
  return keep(ctx, input, format.name, async () => format.write(await listSecrets(ctx, input)));
}

/** `getSecret` in the same way. Earlier versions are read anew: nobody is told of changes to them. */
export async function getSecretAsText(
  ctx: UseCaseContext,
  input: GetSecretInput,
  format: TextFormat<SecretOutput>,
): Promise<string> {
  const answer = async () => format.write(await getSecret(ctx, input));
  return input.version === undefined ? keep(ctx, input, format.name, answer) : answer();
}

/** An answer hangs on what was asked, on what the caller may do in the project now, and on what is in the project. */
async function keep(ctx: UseCaseContext, input: SecretScope, format: string, answer: () => Promise<string>) {
  const { projectId, rules } = await openEnvironment(ctx, input);
  return ctx.keptAnswers.read(projectId, [format, ctx.organizationId, digestOfRules(rules), input], answer);
}
