import { randomUUID } from "node:crypto";
import {
  can,
  type RevealedSecret,
  type SecretOverrideList,
  type SecretRef,
  type SecretScope,
  type SetSecretOverrideInput,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import type { Place } from "../encryption/encrypted-columns.ts";
import { AppError } from "../shared/app-error.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./load-secret.ts";
import { eventOf } from "./secret-audit.ts";
import { holdPlaces, openSecretScope, secretAttributes } from "./secret-scope.ts";

/** Gives the person who asks a value of their own for a secret they may read. Nobody else sees or uses it. */
export async function setSecretOverride(ctx: UseCaseContext, input: SetSecretOverrideInput): Promise<void> {
  const scope = await openSecretScope(ctx, input);
  const userId = personOf(ctx);
  await ctx.transaction(async (tx) => {
    await holdPlaces(tx, scope);
    await tx.secrets.lock(scope.folder.id, [input.key]);
    const secret = await loadSecret({ store: tx }, scope, input.key, "secrets:readValue");
    const earlier = await tx.secretOverrides.find(secret.id, userId);
    if (earlier) await tx.secretOverrides.delete(earlier.id);
    const id = randomUUID();
    const now = ctx.clock.now();
    const encryptedValue = await ctx.secretBox.sealText(tx, ctx.organizationId, placeOf(id), input.value);
    await tx.secretOverrides.insert({
      id,
      secretId: secret.id,
      userId,
      encryptedValue,
      createdAt: now,
      updatedAt: now,
    });
    await appendAuditEvent(tx, ctx, {
      ...eventOf(ctx, scope, secret, { key: secret.key }),
      action: "secret_override.set",
    });
  });
}

/** Takes the caller's own value away: the shared one counts for them again. */
export async function deleteSecretOverride(ctx: UseCaseContext, input: SecretRef): Promise<void> {
  const scope = await openSecretScope(ctx, input);
  const userId = personOf(ctx);
  await ctx.transaction(async (tx) => {
    await holdPlaces(tx, scope);
    await tx.secrets.lock(scope.folder.id, [input.key]);
    const secret = await loadSecret({ store: tx }, scope, input.key, "secrets:describeSecret");
    const override = await tx.secretOverrides.find(secret.id, userId);
    if (!override) throw new AppError("secret_override.not_found");
    await tx.secretOverrides.delete(override.id);
    await appendAuditEvent(tx, ctx, {
      ...eventOf(ctx, scope, secret, { key: secret.key }),
      action: "secret_override.delete",
    });
  });
}

/** Shows a person their own value of a secret. */
export async function revealSecretOverride(ctx: UseCaseContext, input: SecretRef): Promise<RevealedSecret> {
  const scope = await openSecretScope(ctx, input);
  const userId = personOf(ctx);
  return ctx.transaction(async (tx) => {
    const secret = await loadSecret({ store: tx }, scope, input.key, "secrets:readValue");
    const override = await tx.secretOverrides.find(secret.id, userId);
    if (!override) throw new AppError("secret_override.not_found");
    const event = eventOf(ctx, scope, secret, { key: secret.key });
    await appendAuditEvent(tx, ctx, { ...event, action: "secret.read", detail: { ...event.detail, isOverride: true } });
    const { organizationId } = ctx;
    const value = await ctx.secretBox.openText(tx, organizationId, placeOf(override.id), override.encryptedValue);
    return { value, version: secret.version };
  });
}

/**
 * Which secrets of a folder the caller has a value of their own for, of those that they may know of: one can have got a
 * name or a tag since that is kept from them.
 */
export async function listSecretOverrides(ctx: UseCaseContext, input: SecretScope): Promise<SecretOverrideList> {
  const scope = await openSecretScope(ctx, input);
  const overridden = await ctx.store.secrets.listOverridden(scope.folder.id, personOf(ctx));
  const known = overridden.filter((row) =>
    can(scope.rules, "secrets:describeSecret", secretAttributes(row.environment, row)),
  );
  return { keys: known.map(({ key }) => key) };
}

function personOf({ actor }: UseCaseContext): string {
  if (actor.type !== "user") throw new AppError("secret_override.not_a_person");
  return actor.id;
}

function placeOf(rowId: string): Place {
  return { table: "secret_overrides", rowId, field: "encrypted_value" };
}
