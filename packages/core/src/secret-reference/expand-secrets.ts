import { can, type SecretOutput } from "@podpass/contracts";
import type { SecretRow } from "../secret/secret.repository.ts";
import type { SecretRoom } from "../secret/secret-room.ts";
import { type OpenEnvironment, secretAttributes } from "../secret/secret-scope.ts";
import { openSecretValue } from "../secret/secret-values.ts";
import { AppError } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { createExpander, MAX_REFERENCE_DEPTH } from "./expand-value.ts";
import { nameOfAddress, type Reference, type SecretAddress, splitReferences } from "./find-references.ts";

/** How many secrets beside those of the answer are looked up for it. */
const MAX_REFERRED_SECRETS = 5000;

type Parts = (string | Reference)[];

/** Replaces the references in the values of secrets by what they refer to, as far as the caller may read it. */
export async function expandSecrets<Secret extends SecretOutput>(
  ctx: UseCaseContext,
  place: OpenEnvironment,
  secrets: readonly Secret[],
  room: SecretRoom,
): Promise<Secret[]> {
  const expand = createExpander(await loadReferred(ctx, place, secrets, room));
  return secrets.map((secret) => ({
    ...secret,
    value: secret.value === null ? null : (expand(secret) ?? secret.value),
  }));
}

/**
 * The values of secrets and of all that they refer to and the caller may read, one step of depth at a time, however many
 * references there are.
 */
export async function loadReferred(
  ctx: UseCaseContext,
  place: OpenEnvironment,
  secrets: readonly (SecretAddress & { value: string | null })[],
  room: SecretRoom,
): Promise<Map<string, Parts>> {
  const known = new Map<string, Parts>();
  for (const secret of secrets) {
    if (secret.value !== null) known.set(nameOfAddress(secret), splitReferences(secret.value, secret));
  }
  const asked = new Set(known.keys());
  let wanted = [...known.values()].flatMap(addressesIn);
  for (let depth = 1; depth <= MAX_REFERENCE_DEPTH; depth += 1) {
    const missing = new Map(wanted.map((address) => [nameOfAddress(address), address]));
    for (const name of asked) missing.delete(name);
    if (missing.size === 0) break;
    for (const name of missing.keys()) asked.add(name);
    if (asked.size - secrets.length > MAX_REFERRED_SECRETS) throw new AppError("secret.references_too_large");
    const found = await readSecrets(ctx, place, [...missing.values()], room);
    for (const [name, parts] of found) known.set(name, parts);
    wanted = [...found.values()].flatMap(addressesIn);
  }
  return known;
}

function addressesIn(parts: Parts): SecretAddress[] {
  return parts.flatMap((part) => (typeof part === "string" ? [] : part.to));
}

/** The values at addresses, without those that are missing or that the caller may not read. */
async function readSecrets(
  ctx: UseCaseContext,
  place: OpenEnvironment,
  addresses: SecretAddress[],
  room: SecretRoom,
): Promise<Map<string, Parts>> {
  const values = new Map<string, Parts>();
  for (const [slug, inEnvironment] of Map.groupBy(addresses, ({ environment }) => environment)) {
    const environment = place.environments.find((candidate) => candidate.slug === slug);
    if (!environment) continue;
    const byPath = Map.groupBy(inEnvironment, ({ secretPath }) => secretPath);
    for (const folder of await ctx.store.folders.listByPaths(environment.id, [...byPath.keys()])) {
      const keys = (byPath.get(folder.path) ?? []).map(({ key }) => key);
      const at = { id: folder.id, path: folder.path, environment: slug };
      for (const row of await room.read({ folders: [at], keys, isValueWanted: true })) {
        await letOthersGoOn();
        if (!isReadable(place, slug, folder.path, row)) continue;
        const home = { environment: slug, secretPath: folder.path };
        const value = await openSecretValue(ctx.store, ctx, "secrets", row);
        values.set(nameOfAddress({ ...home, key: row.key }), splitReferences(value, home));
      }
    }
  }
  return values;
}

function isReadable({ rules }: OpenEnvironment, environment: string, path: string, row: SecretRow): boolean {
  const attributes = secretAttributes(environment, { ...row, path });
  return can(rules, "secrets:describeSecret", attributes) && can(rules, "secrets:readValue", attributes);
}
