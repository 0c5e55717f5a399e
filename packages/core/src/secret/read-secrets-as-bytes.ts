import type { GetSecretInput, ListSecretsInput, SecretListing, SecretOutput, SecretScope } from "@podpass/contracts";
import { digestOf } from "../shared/digest-of.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { getSecret } from "./get-secret.ts";
import { listSecrets } from "./list-secrets.ts";
import { type OpenEnvironment, openEnvironment } from "./secret-scope.ts";

/** How an adapter writes an answer down. The name tells what it wrote from what others did. */
interface WireFormat<Answer> {
  name: string;
  write(answer: Answer): Buffer;
}

/** `listSecrets` as a client is told it. What was written before is kept until what it says changes. */
export function listSecretsAsBytes(
  ctx: UseCaseContext,
  input: ListSecretsInput,
  format: WireFormat<SecretListing>,
): Promise<Buffer> {
  return keep(ctx, input, format.name, async (opened) => format.write(await listSecrets(ctx, input, opened)));
}

/** `getSecret` in the same way. Earlier versions are read anew: nobody is told of changes to them. */
export async function getSecretAsBytes(
  ctx: UseCaseContext,
  input: GetSecretInput,
  format: WireFormat<SecretOutput>,
): Promise<Buffer> {
  if (input.version !== undefined) return format.write(await getSecret(ctx, input));
  return keep(ctx, input, format.name, async (opened) => format.write(await getSecret(ctx, input, opened)));
}

/**
 * An answer hangs on what was asked, on what the caller may do in the project now, and on what is in the project. What was
 * opened both names the answer and finds it: opened anew, the project could give the caller other rights meanwhile, and
 * what was read before the answer is begun may be outdated already.
 */
async function keep(
  ctx: UseCaseContext,
  input: SecretScope,
  format: string,
  answer: (opened: OpenEnvironment) => Promise<Buffer>,
): Promise<Buffer> {
  const opened = await openEnvironment(ctx, input);
  const { projectId, rules, environments } = opened;
  const question = [format, ctx.organizationId, digestOf(rules), digestOf(environments), input];
  return ctx.keptAnswers.read(projectId, question, () => answer(opened));
}
