import { z } from "zod";
import { EnvironmentOutput } from "./environment.ts";
import { Id } from "./fields/ids.ts";
import { Description, Name } from "./fields/name.ts";
import { PageInput, pageOf, Search } from "./fields/page.ts";
import { Slug } from "./fields/slug.ts";
import { PermissionRule } from "./permissions/permission-rule.ts";

export const CreateProjectInput = z.object({
  name: Name.max(64, "Must be at most 64 characters"),
  /** Left out, it is made from the name. */
  slug: Slug.optional(),
  description: Description.default(""),
  hasDeleteProtection: z.boolean().default(false),
  hasDefaultEnvironments: z.boolean().default(true),
});
export type CreateProjectInput = z.output<typeof CreateProjectInput>;

export const ProjectRef = z.object({ projectId: Id });
export type ProjectRef = z.output<typeof ProjectRef>;

export const ListReachableProjectsInput = z.object({ projectIds: z.array(Id).max(100) });
export type ListReachableProjectsInput = z.output<typeof ListReachableProjectsInput>;
/** Those of the projects that were named which the caller may open. */
export const ReachableProjects = z.object({ projectIds: z.array(z.string()) });
export type ReachableProjects = z.output<typeof ReachableProjects>;

export const UpdateProjectInput = ProjectRef.extend({
  name: Name.max(64, "Must be at most 64 characters").optional(),
  slug: Slug.optional(),
  description: Description.optional(),
  hasDeleteProtection: z.boolean().optional(),
});
export type UpdateProjectInput = z.output<typeof UpdateProjectInput>;

/** How long audit events are kept, in days. */
const AuditRetentionDays = z
  .int("Must be a whole number of days")
  .min(1, "Must be at least 1 day")
  .max(3650, "Must be at most 3650 days");

export const UpdateAuditRetentionInput = ProjectRef.extend({
  /** Null: as long as the server keeps them. */
  auditRetentionDays: AuditRetentionDays.nullable(),
});
export type UpdateAuditRetentionInput = z.output<typeof UpdateAuditRetentionInput>;

export const ProjectOutput = z.object({
  id: z.string(),
  organizationId: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  hasDeleteProtection: z.boolean(),
  /** After this many days the project's audit events lose their contents; null: as long as the server keeps them. */
  auditRetentionDays: z.int().nullable(),
  environments: z.array(EnvironmentOutput),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type ProjectOutput = z.output<typeof ProjectOutput>;

/** One project together with what the caller may do in it. */
export const ProjectWithRules = ProjectOutput.extend({
  rules: z.array(PermissionRule),
  /** What of it the caller holds for good, and so may hand on for good. */
  lastingRules: z.array(PermissionRule),
  /** How long the server keeps every organization's audit events, in days; null is for ever. */
  serverAuditRetentionDays: z.int().nullable(),
});
export type ProjectWithRules = z.output<typeof ProjectWithRules>;

export const ListProjectsInput = PageInput.extend({ search: Search });
export type ListProjectsInput = z.output<typeof ListProjectsInput>;
export const ProjectPage = pageOf(ProjectOutput);
export type ProjectPage = z.output<typeof ProjectPage>;
