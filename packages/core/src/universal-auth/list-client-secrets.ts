import type { ClientSecretOutput, ClientSecretRef, IdentityRef } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toClientSecretOutput } from "./create-client-secret.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";

/** The client secrets of an identity, newest first, without their values. */
export async function listClientSecrets(
  ctx: UseCaseContext,
  input: IdentityRef,
): Promise<{ items: ClientSecretOutput[] }> {
  ctx.authorize("identity:read");
  const universalAuth = await loadUniversalAuth(ctx.store, input.identityId, ctx.organizationId);
  return { items: (await ctx.store.clientSecrets.list(universalAuth.id)).map(toClientSecretOutput) };
}

/** One client secret of an identity, without its value. Throws `client_secret.not_found`. */
export async function getClientSecret(ctx: UseCaseContext, input: ClientSecretRef): Promise<ClientSecretOutput> {
  ctx.authorize("identity:read");
  const universalAuth = await loadUniversalAuth(ctx.store, input.identityId, ctx.organizationId);
  const row = await ctx.store.clientSecrets.find(input.clientSecretId, universalAuth.id);
  if (!row) throw new AppError("client_secret.not_found");
  return toClientSecretOutput(row);
}
