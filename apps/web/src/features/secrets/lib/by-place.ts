import { type MaskedSecret, placeOf, type SecretPlace } from "#features/secrets/lib/secret-place.ts";

/** Secrets by the folder they are in: one call is about one folder. */
export function byPlace(secrets: readonly MaskedSecret[]): { place: SecretPlace; secrets: MaskedSecret[] }[] {
  const groups = Map.groupBy(secrets, ({ environment, secretPath }) => `${environment} ${secretPath}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ place: placeOf(first), secrets: group }] : [];
  });
}

/** "API_KEY, DB_URL and 3 more". */
export function nameSome(secrets: readonly { key: string }[], most = 5): string {
  const named = secrets.slice(0, most).map(({ key }) => key);
  const rest = secrets.length - named.length;
  if (rest > 0) return `${named.join(", ")} and ${rest} more`;
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

export function countSecrets(count: number): string {
  return `${count.toLocaleString("en")} secret${count === 1 ? "" : "s"}`;
}
