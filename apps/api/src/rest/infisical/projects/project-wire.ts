import type { ProjectOutput } from "@podpass/contracts";
import { z } from "zod";

/** A project as clients read it, under each of the names they look for. */
export const ProjectAnswer = z.object({
  id: z.string(),
  _id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  type: z.literal("secret-manager"),
  orgId: z.string(),
  version: z.int(),
  autoCapitalization: z.boolean(),
  hasDeleteProtection: z.boolean(),
  kmsSecretManagerKeyId: z.null(),
  auditLogsRetentionDays: z.int().nullable(),
  environments: z.array(z.object({ id: z.string(), name: z.string(), slug: z.string() })),
  createdAt: z.date(),
  updatedAt: z.date(),
});

/** The generation of Infisical's project format whose secrets the server encrypts. */
const PROJECT_VERSION = 3;

export function toProjectAnswer(output: ProjectOutput): z.output<typeof ProjectAnswer> {
  return {
    id: output.id,
    _id: output.id,
    name: output.name,
    slug: output.slug,
    description: output.description,
    type: "secret-manager",
    orgId: output.organizationId,
    version: PROJECT_VERSION,
    autoCapitalization: false,
    hasDeleteProtection: output.hasDeleteProtection,
    kmsSecretManagerKeyId: null,
    auditLogsRetentionDays: output.auditRetentionDays,
    environments: output.environments.map(({ id, name, slug }) => ({ id, name, slug })),
    createdAt: output.createdAt,
    updatedAt: output.updatedAt,
  };
}
