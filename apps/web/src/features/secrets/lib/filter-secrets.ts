import type { MaskedSecret } from "#features/secrets/lib/secret-place.ts";

interface SecretFilter {
  /** Part of a key or a comment, whatever the case. */
  text: string;
  /** Slugs: secrets with any of them; empty for all. */
  tags: readonly string[];
}

export function filterSecrets<Secret extends MaskedSecret>(
  secrets: readonly Secret[],
  { text, tags }: SecretFilter,
): Secret[] {
  const wanted = text.toLowerCase();
  return secrets.filter(
    (secret) =>
      (secret.key.toLowerCase().includes(wanted) || secret.comment.toLowerCase().includes(wanted)) &&
      (tags.length === 0 || secret.tags.some(({ slug }) => tags.includes(slug))),
  );
}
