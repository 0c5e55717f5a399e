import { byPlace } from "#features/secrets/lib/by-place.ts";
import { refreshSecrets } from "#features/secrets/lib/refresh-secrets.ts";
import type { MaskedSecret, SecretPlace } from "#features/secrets/lib/secret-place.ts";

/**
 * Acts on the secrets of one folder after the other; throws what the first refused folder threw. Shows the secrets anew in
 * any case, because the folders before that one are done.
 */
export async function forEachPlace(
  secrets: readonly MaskedSecret[],
  act: (place: SecretPlace, inPlace: readonly MaskedSecret[]) => Promise<void>,
): Promise<void> {
  try {
    for (const { place, secrets: inPlace } of byPlace(secrets)) await act(place, inPlace);
  } finally {
    await refreshSecrets();
  }
}
