import { statement } from "@podpass/prisma";

/**
 * Secrets of folders ($1), of all keys or of some ($2), by key, with or without their values ($3), and where they are; and
 * what all of them hold, each with so much around it ($4). When that is more than $5 bytes it is told with one of them
 * alone. One statement, so that they are of one moment, at the place that is told, and nobody reads what would be too
 * much. The sizes are known without the contents.
 */
export const LIST_WITHIN = statement(`
  SELECT s.id, s.folder_id AS "folderId", s.key,
         CASE WHEN $3::boolean THEN s.encrypted_value ELSE ''::bytea END AS "encryptedValue",
         s.encrypted_comment AS "encryptedComment", s.encrypted_metadata AS "encryptedMetadata",
         s.skip_multiline_encoding AS "skipMultilineEncoding", s.version,
         s.created_at AS "createdAt", s.updated_at AS "updatedAt",
         COALESCE((
           SELECT json_agg(json_build_object('id', t.id, 'slug', t.slug, 'color', t.color) ORDER BY t.slug)
           FROM secret_tags st JOIN tags t ON t.id = st.tag_id WHERE st.secret_id = s.id
         ), '[]'::json) AS tags,
         f.path, e.slug AS environment, s.bytes
  FROM (
    SELECT *, row_number() OVER () AS place,
           SUM($4::int + octet_length(encrypted_comment) + COALESCE(octet_length(encrypted_metadata), 0)
               + CASE WHEN $3::boolean THEN octet_length(encrypted_value) ELSE 0 END) OVER ()::float8 AS bytes
    FROM secrets
    WHERE folder_id = ANY ($1::uuid[]) AND ($2::text[] IS NULL OR key = ANY ($2::text[]))
  ) s
  JOIN folders f ON f.id = s.folder_id
  JOIN environments e ON e.id = f.environment_id
  WHERE s.bytes <= $5::float8 OR s.place = 1
  ORDER BY s.key`);
