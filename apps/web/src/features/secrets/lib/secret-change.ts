import type { UpdateSecretInput } from "@podpass/contracts";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";

/** The fields of a secret that are edited in its form. */
const EDITED = ["newKey", "value", "comment", "tagIds", "metadata"] as const;
export type EditedField = (typeof EDITED)[number];

/** What the form of a secret starts from. The value is not part of it until it is asked for. */
export function startingValues(secret: MaskedSecret): UpdateSecretInput {
  return {
    ...placeOf(secret),
    key: secret.key,
    newKey: secret.key,
    value: undefined,
    comment: secret.comment,
    tagIds: secret.tags.map(({ id }) => id),
    metadata: secret.metadata,
  };
}

/** Which fields somebody changed, in the order of the form. */
export function changedFields(dirtyFields: Partial<Record<EditedField, unknown>>): EditedField[] {
  return EDITED.filter((field) => isDirty(dirtyFields[field]));
}

// Lists tell of each of their items.
function isDirty(mark: unknown): boolean {
  if (Array.isArray(mark)) return mark.some(isDirty);
  if (typeof mark === "object" && mark !== null) return Object.values(mark).some(isDirty);
  return mark === true;
}

/**
 * The change to send: only what was changed here, so that what others changed meanwhile in other fields is kept. Refused
 * when the secret is no longer the version it is based on.
 */
export function secretChange(values: UpdateSecretInput, fields: readonly EditedField[], base: MaskedSecret) {
  const edited = Object.fromEntries(fields.map((field) => [field, values[field]]));
  return { ...placeOf(base), key: base.key, ...edited, expectedVersion: base.version };
}
