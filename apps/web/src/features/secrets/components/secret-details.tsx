import { Detail, DetailList } from "#components/detail-list.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { SecretValue } from "#features/secrets/components/masked-value.tsx";
import { TagBadge } from "#features/secrets/components/tag-badge.tsx";
import { type MaskedSecret, placeOf } from "#features/secrets/lib/secret-place.ts";

/** A secret for those who may not edit it. */
export function SecretDetails({ secret, canRead }: { secret: MaskedSecret; canRead: boolean }) {
  return (
    <DetailList>
      <Detail label="Value">
        <SecretValue key={secret.version} place={placeOf(secret)} secretKey={secret.key} canRead={canRead} />
      </Detail>
      <Detail label="Comment">{secret.comment || <span className="text-muted">none</span>}</Detail>
      <Detail label="Tags">
        <span className="flex flex-wrap gap-1">
          {secret.tags.length === 0 && <span className="text-muted">none</span>}
          {secret.tags.map((tag) => (
            <TagBadge key={tag.id} tag={tag} />
          ))}
        </span>
      </Detail>
      {secret.metadata.map(({ key, value }) => (
        <Detail key={`${key}=${value}`} label={key}>
          {value}
        </Detail>
      ))}
      <Detail label="Changed">
        <RelativeTime at={secret.updatedAt} />
      </Detail>
      <Detail label="Created">
        <RelativeTime at={secret.createdAt} />
      </Detail>
    </DetailList>
  );
}
