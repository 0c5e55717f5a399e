import { z } from "zod";

const SECRET_VIEWS = ["edit", "references", "personal", "history"] as const;
export type SecretView = (typeof SECRET_VIEWS)[number];

/** What the secrets page keeps in its URL. A secret's value is never part of it. */
export const SecretsSearch = z.object({
  /** The environment's slug; the project's first when absent or unknown. */
  environment: z.string().optional().catch(undefined),
  /** The folder's; the root when absent. */
  path: z.string().optional().catch(undefined),
  /** Part of a key or a comment. */
  search: z.string().optional().catch(undefined),
  /** Slugs; secrets with any of them. */
  tags: z.array(z.string()).optional().catch(undefined),
  /** Whether the secrets of the folders below are listed too. */
  isRecursive: z.boolean().optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
  /** The id of the secret that is open, and what of it is shown. */
  secret: z.string().optional().catch(undefined),
  view: z.enum(SECRET_VIEWS).optional().catch(undefined),
});
export type SecretsSearch = z.output<typeof SecretsSearch>;

export type OnSearchChange = (change: Partial<SecretsSearch>) => void;
