import { AppError, type UseCaseContext } from "@podpass/core";
import { z } from "zod";
import { WireText } from "../../wire/fields.ts";
import { projectBySlug } from "../../wire/project-by-slug.ts";

interface SecretPrefix {
  url: string;
  /** Where several are written at once. */
  batchUrl: string;
  /** Whether references are resolved and imports included when the request does not say. */
  isComplete: boolean;
  config: { wireNames: Record<string, string> };
}

/** The routes of two generations of clients, and what they call the project's id. */
export const SECRET_PREFIXES: SecretPrefix[] = [
  {
    url: "/v3/secrets/raw",
    batchUrl: "/v3/secrets/batch/raw",
    isComplete: false,
    config: { wireNames: { projectId: "workspaceId", metadata: "secretMetadata" } },
  },
  {
    url: "/v4/secrets",
    batchUrl: "/v4/secrets/batch",
    isComplete: true,
    config: { wireNames: { metadata: "secretMetadata" } },
  },
];

/** Where secrets live, in every spelling clients have for it. */
export const scopeFields = {
  workspaceId: WireText.optional(),
  workspaceSlug: WireText.optional(),
  projectId: WireText.optional(),
  projectSlug: WireText.optional(),
  environment: WireText.optional(),
  secretPath: WireText.optional(),
  /** Only people have personal secrets: an identity that asks for one must not be given the shared one. */
  type: z.literal("shared", 'Must be "shared": personal secrets are for people').optional(),
};
type Scope = z.output<z.ZodObject<typeof scopeFields>>;

/** The contract's way of saying where; a slug is looked up among what the caller may see. */
export async function fromScope(ctx: UseCaseContext, scope: Scope) {
  const projectId = scope.workspaceId ?? scope.projectId ?? (await idOfSlug(ctx, scope));
  if (projectId === undefined || scope.environment === undefined) {
    const path = projectId === undefined ? "projectId" : "environment";
    throw new AppError("request.invalid", {
      message: "Missing project id or environment",
      issues: [{ path, message: "Is required" }],
    });
  }
  return { projectId, environment: scope.environment, secretPath: scope.secretPath };
}

async function idOfSlug(ctx: UseCaseContext, scope: Scope): Promise<string | undefined> {
  const field = scope.workspaceSlug === undefined ? "projectSlug" : "workspaceSlug";
  const slug = scope[field];
  return slug === undefined ? undefined : (await projectBySlug(ctx, slug, field)).id;
}
