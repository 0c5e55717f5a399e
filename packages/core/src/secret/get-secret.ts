import { can, GetSecretInput, type SecretOutput } from "@podpass/contracts";
import { resolveImports } from "../secret-import/resolve-imports.ts";
import { expandSecrets } from "../secret-reference/expand-secrets.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadVersion, secretNotFound } from "./load-secret.ts";
import type { SecretRow } from "./secret.repository.ts";
import { folderAt, openSecretRoom, type SecretRoom } from "./secret-room.ts";
import { type OpenEnvironment, type OpenSecretScope, openSecretScope, secretAttributes } from "./secret-scope.ts";
import { openSecretNotes, openSecretValue, toSecretOutput } from "./secret-values.ts";

/**
 * One secret, at its current or at an earlier version; an imported one where the folder has none of that key and imports
 * will do. Without the right to its value the value is null.
 */
export async function getSecret(
  ctx: UseCaseContext,
  input: GetSecretInput,
  opened?: OpenEnvironment,
): Promise<SecretOutput> {
  const scope = await openSecretScope(ctx, input, opened);
  const room = openSecretRoom(ctx.store);
  const found =
    (await findOwn(scope, input.key, room)) ??
    (input.areImportsWanted ? await findImported(ctx, scope, input.key, room) : null);
  const { place, path } = found ?? { place: scope, path: scope.folder.path };
  const attributes = secretAttributes(place.environment.slug, { ...(found?.row ?? { key: input.key }), path });
  scope.authorize("secrets:describeSecret", attributes);
  if (!found) throw secretNotFound(input.key);
  const isReadable = input.isValueWanted && can(scope.rules, "secrets:readValue", attributes);
  const secret = await showVersion(ctx, found, { isReadable, version: input.version });
  if (!input.isExpanded) return secret;
  const [expanded = secret] = await expandSecrets(ctx, scope, [secret], room);
  return expanded;
}

interface FoundSecret {
  row: SecretRow;
  /** Where it really is. */
  place: OpenSecretScope;
  path: string;
}

async function findOwn(scope: OpenSecretScope, key: string, room: SecretRoom): Promise<FoundSecret | null> {
  const [row] = await room.read({ folders: [folderAt(scope)], keys: [key], isValueWanted: true });
  return row ? { row, place: scope, path: scope.folder.path } : null;
}

async function findImported(
  ctx: UseCaseContext,
  scope: OpenSecretScope,
  key: string,
  room: SecretRoom,
): Promise<FoundSecret | null> {
  const imports = await resolveImports(ctx, [scope.folder], [], { room, keys: [key], isValueWanted: true });
  const secret = imports.flatMap(({ secrets }) => secrets).find(({ row }) => row.key === key);
  if (!secret) return null;
  const { row, home } = secret;
  return { row, place: { ...scope, environment: home.environment }, path: home.path };
}

async function showVersion(
  ctx: UseCaseContext,
  { row, place, path }: FoundSecret,
  { isReadable, version }: { isReadable: boolean; version: number | undefined },
): Promise<SecretOutput> {
  if (version === undefined || version === row.version) {
    return toSecretOutput(place, path, row, {
      value: isReadable ? await openSecretValue(ctx.store, ctx, "secrets", row) : null,
      ...(await openSecretNotes(ctx.store, ctx, "secrets", row)),
    });
  }
  const earlier = await loadVersion(ctx.store, row.id, version);
  const { key, skipMultilineEncoding, createdAt: updatedAt } = earlier;
  return toSecretOutput(
    place,
    path,
    { ...row, key, skipMultilineEncoding, version, updatedAt },
    {
      value: isReadable ? await openSecretValue(ctx.store, ctx, "secret_versions", earlier) : null,
      ...(await openSecretNotes(ctx.store, ctx, "secret_versions", earlier)),
    },
  );
}

/** One secret by id alone: some clients know nothing else of it. */
export async function getSecretById(
  ctx: UseCaseContext,
  { secretId, isValueWanted }: { secretId: string; isValueWanted: boolean },
): Promise<SecretOutput> {
  const found = await ctx.store.secrets.findForOrganization(secretId, ctx.organizationId);
  if (!found) throw new AppError("secret.not_found");
  return getSecret(ctx, GetSecretInput.parse({ ...found, isValueWanted }));
}
