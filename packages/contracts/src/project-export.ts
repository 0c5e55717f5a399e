import { z } from "zod";
import { Slug } from "./fields/slug.ts";
import { ProjectRef } from "./project.ts";
import { SecretComment, SecretMetadata } from "./secret.ts";

/** The whole project, or one environment of it. */
export const ExportProjectInput = ProjectRef.extend({ environment: Slug.optional() });
export type ExportProjectInput = z.output<typeof ExportProjectInput>;

const Place = z.strictObject({ environment: z.string(), secretPath: z.string() });

/** A secret as an export holds it: what it is and where, without what is Podpass's own, as ids, versions and dates. */
export const ExportedProjectSecret = Place.extend({
  key: z.string(),
  value: z.string(),
  comment: SecretComment,
  tags: z.array(z.string()),
  metadata: SecretMetadata,
  skipMultilineEncoding: z.boolean(),
});
export type ExportedProjectSecret = z.output<typeof ExportedProjectSecret>;

/** What a project is made of beside its secrets. Environments and imports are in their order, parents before children. */
export const ProjectExportHead = z.strictObject({
  format: z.literal("podpass-project"),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  project: z.strictObject({ name: z.string(), slug: z.string() }),
  environments: z.array(z.strictObject({ slug: z.string(), name: z.string() })),
  /** Without the root that each environment has. */
  folders: z.array(z.strictObject({ environment: z.string(), secretPath: z.string(), description: z.string() })),
  tags: z.array(z.strictObject({ slug: z.string(), color: z.string() })),
  imports: z.array(Place.extend({ source: Place })),
});
export type ProjectExportHead = z.output<typeof ProjectExportHead>;

/** The whole document, in the order it is written. */
export const ProjectExport = ProjectExportHead.extend({
  secrets: z.array(ExportedProjectSecret),
  /** True when there is something that whoever exported may not read. */
  isPartial: z.boolean(),
});
export type ProjectExport = z.output<typeof ProjectExport>;
