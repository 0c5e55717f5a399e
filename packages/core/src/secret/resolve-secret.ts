import type { ResolvedSecret, SecretRef } from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { loadReferred } from "../secret-reference/expand-secrets.ts";
import { createExpander, type KnownValues } from "../secret-reference/expand-value.ts";
import { nameOfAddress, type Reference, type SecretAddress } from "../secret-reference/find-references.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import { loadSecret } from "./load-secret.ts";
import { eventOf } from "./secret-audit.ts";
import { openSecretRoom } from "./secret-room.ts";
import { openSecretScope } from "./secret-scope.ts";
import { openSecretValue } from "./secret-values.ts";

/**
 * Shows a person one value with its references replaced, as pods get it with references expanded, and what became of
 * each. The event names every other secret whose value went into it.
 */
export async function resolveSecret(ctx: UseCaseContext, input: SecretRef): Promise<ResolvedSecret> {
  const scope = await openSecretScope(ctx, input);
  return ctx.transaction(async (tx) => {
    const row = await loadSecret({ store: tx }, scope, input.key, "secrets:readValue");
    const address = { environment: scope.environment.slug, secretPath: scope.folder.path, key: row.key };
    const value = await openSecretValue(tx, ctx, "secrets", row);
    const known = await loadReferred({ ...ctx, store: tx }, scope, [{ ...address, value }], openSecretRoom(tx));
    const event = eventOf(ctx, scope, row, { key: row.key });
    const shown = [...known.keys()].filter((name) => name !== nameOfAddress(address));
    const detail = { ...event.detail, ...(shown.length === 0 ? {} : { references: shown }) };
    await appendAuditEvent(tx, ctx, { ...event, action: "secret.read", detail });
    return {
      value: createExpander(known)(address) ?? value,
      version: row.version,
      references: referencesOf(known, address).map(({ text, to }) => ({
        text,
        ...to,
        state: stateOf(known, address, to),
      })),
    };
  });
}

/** Each once, in the order they stand there. */
function referencesOf(known: KnownValues, address: SecretAddress): Reference[] {
  const parts = known.get(nameOfAddress(address)) ?? [];
  const references = parts.filter((part) => typeof part !== "string");
  return [...new Map(references.map((reference) => [reference.text, reference])).values()];
}

function stateOf(
  known: KnownValues,
  from: SecretAddress,
  to: SecretAddress,
): ResolvedSecret["references"][number]["state"] {
  if (!known.has(nameOfAddress(to))) return "not_found";
  const reached = new Map([[nameOfAddress(to), to]]);
  // A map hands out what is added while it is walked.
  for (const address of reached.values()) {
    for (const { to: next } of referencesOf(known, address)) reached.set(nameOfAddress(next), next);
  }
  return reached.has(nameOfAddress(from)) ? "circular" : "resolved";
}
