import type { ClientSecretOutput, ClientSecretPage, ClientSecretRef, ListClientSecretsInput } from "@podpass/contracts";
import { AppError } from "../shared/app-error.ts";
import { readTimeCursor, toPage } from "../shared/cursor.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { toClientSecretOutput } from "./create-client-secret.ts";
import { loadUniversalAuth } from "./get-universal-auth.ts";

/** The client secrets of an identity, newest first, without their values. */
export async function listClientSecrets(ctx: UseCaseContext, input: ListClientSecretsInput): Promise<ClientSecretPage> {
  ctx.authorize("identity:read");
  const { identityId, limit } = input;
  const universalAuth = await loadUniversalAuth(ctx.store, identityId, ctx.organizationId);
  const rows = await ctx.store.clientSecrets.list(universalAuth.id, readTimeCursor(input.cursor), limit + 1);
  const page = toPage(rows, limit, (row) => ({ sortValue: row.createdAt.toISOString(), id: row.id }));
  return { ...page, items: page.items.map(toClientSecretOutput) };
}

/** One client secret of an identity, without its value. Throws `client_secret.not_found`. */
export async function getClientSecret(ctx: UseCaseContext, input: ClientSecretRef): Promise<ClientSecretOutput> {
  ctx.authorize("identity:read");
  const universalAuth = await loadUniversalAuth(ctx.store, input.identityId, ctx.organizationId);
  const row = await ctx.store.clientSecrets.find(input.clientSecretId, universalAuth.id);
  if (!row) throw new AppError("client_secret.not_found");
  return toClientSecretOutput(row);
}
