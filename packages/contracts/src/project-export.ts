import { z } from "zod";
import { ExistingSlug } from "./fields/existing.ts";
import { Description, Name } from "./fields/name.ts";
import { FolderName, namesOfPath, SecretPath } from "./fields/secret-path.ts";
import { Slug } from "./fields/slug.ts";
import { ProjectRef } from "./project.ts";
import { MAX_TAGS_OF_SECRET, SecretComment, SecretKey, SecretMetadata, SecretValue } from "./secret.ts";
import { Color } from "./tag.ts";

/** The whole project, or one environment of it. */
export const ExportProjectInput = ProjectRef.extend({ environment: ExistingSlug.optional() });
export type ExportProjectInput = z.output<typeof ExportProjectInput>;

const Place = z.strictObject({ environment: Slug, secretPath: SecretPath });

export const ExportedEnvironment = z.strictObject({ slug: Slug, name: Name });
export type ExportedEnvironment = z.output<typeof ExportedEnvironment>;

export const ExportedFolder = z.strictObject({
  environment: Slug,
  secretPath: SecretPath.refine((path) => path !== "/", "Must not be the root, which every environment has").refine(
    (path) => namesOfPath(path).every((name) => FolderName.safeParse(name).success),
    "Must be made of names of at most 255 characters that do not look like an id",
  ),
  description: Description,
});
export type ExportedFolder = z.output<typeof ExportedFolder>;

export const ExportedTag = z.strictObject({ slug: Slug, color: Color });
export type ExportedTag = z.output<typeof ExportedTag>;

export const ExportedImport = Place.extend({ source: Place });
export type ExportedImport = z.output<typeof ExportedImport>;

/** A secret as an export holds it: what it is and where, without what is Podpass's own, as ids, versions and dates. */
export const ExportedProjectSecret = Place.extend({
  key: SecretKey,
  value: SecretValue,
  comment: SecretComment,
  tags: z.array(Slug).max(MAX_TAGS_OF_SECRET, `Must be at most ${MAX_TAGS_OF_SECRET} tags`),
  metadata: SecretMetadata,
  skipMultilineEncoding: z.boolean(),
});
export type ExportedProjectSecret = z.output<typeof ExportedProjectSecret>;

/** What a project is made of beside its secrets. Environments and imports are in their order, parents before children. */
export const ProjectExportHead = z.strictObject({
  format: z.literal("podpass-project"),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  project: z.strictObject({ name: Name, slug: Slug }),
  environments: z.array(ExportedEnvironment),
  /** Without the root that each environment has. */
  folders: z.array(ExportedFolder),
  tags: z.array(ExportedTag),
  imports: z.array(ExportedImport),
});
export type ProjectExportHead = z.output<typeof ProjectExportHead>;

/** The whole document, in the order it is written. */
export const ProjectExport = ProjectExportHead.extend({
  secrets: z.array(ExportedProjectSecret),
  /** True when there is something that whoever exported may not read. */
  isPartial: z.boolean(),
}).superRefine(({ environments, tags, secrets, imports, folders }, ctx) => {
  const addIssue = (list: string, index: number, message: string) =>
    ctx.addIssue({ code: "custom", path: [list, index], message });
  for (const [list, things] of Object.entries({ environments, tags, secrets })) {
    const seen = new Set<string>();
    for (const [index, name] of things.map(nameOf).entries()) {
      if (seen.has(name)) addIssue(list, index, "Must not be named twice");
      seen.add(name);
    }
  }
  const slugs = new Set(environments.map(({ slug }) => slug));
  for (const [list, things] of Object.entries({ folders, secrets, imports })) {
    for (const [index, { environment }] of things.entries()) {
      if (!slugs.has(environment)) addIssue(list, index, "Must be in one of the document's environments");
    }
  }
});
export type ProjectExport = z.output<typeof ProjectExport>;

/** What there is one of in a project. */
function nameOf(thing: { slug: string } | ExportedProjectSecret): string {
  return "slug" in thing ? thing.slug : JSON.stringify([thing.environment, thing.secretPath, thing.key]);
}
