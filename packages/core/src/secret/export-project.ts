import {
  can,
  type ExportedProjectSecret,
  type ExportProjectInput,
  type ProjectExportHead,
  type SecretOutput,
} from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import type { FolderRow } from "../folder/folder.repository.ts";
import type { ProjectRow } from "../project/project.repository.ts";
import { AppError } from "../shared/app-error.ts";
import type { OpenAgain, UseCaseContext } from "../shared/use-case-context.ts";
import { recordExport } from "./record-export.ts";
import type { SecretRow } from "./secret.repository.ts";
import type { OpenEnvironment } from "./secret-scope.ts";
import { showSecrets } from "./show-secrets.ts";

/** Values are up to 256 KB each. */
const SECRETS_A_PART = 100;
const WANTED = { isValueWanted: true, tagSlugs: [], metadata: [] };

/** Some secrets of a folder, and whether it has others that the caller may not read. */
interface ExportedPart {
  secrets: ExportedProjectSecret[];
  isPartial: boolean;
}

export interface OpenedProjectExport {
  head: ProjectExportHead;
  /** Whether the head leaves out what the caller may not read. */
  isPartial: boolean;
  /** Read while the parts before are taken. */
  parts: AsyncIterable<ExportedPart>;
}

/** An environment with the folders of it, the root first. */
interface Branch {
  place: OpenEnvironment;
  folders: FolderRow[];
}

/**
 * A project, or one environment of it, for a person to take away: as far as they may read it, and no further. The secrets
 * come in parts, so that a project of any size needs the memory of one; each is written down before it is handed out.
 * What is changed meanwhile may be in it or not. Whoever is no longer let in, or loses a role, gets no further part by it.
 */
export async function exportProject(
  ctx: UseCaseContext,
  input: ExportProjectInput,
  openAgain: OpenAgain,
): Promise<OpenedProjectExport> {
  const { project, ...access } = await openProject(ctx, { id: input.projectId });
  access.authorize("secrets:describeSecret");
  access.authorize("secrets:readValue");
  const chosen = project.environments.filter(({ slug }) => (input.environment ?? slug) === slug);
  if (chosen.length === 0 && input.environment !== undefined) throw new AppError("environment.not_found");
  const branches: Branch[] = [];
  for (const environment of chosen) {
    const place = { projectId: project.id, environment, environments: project.environments, ...access };
    branches.push({ place, folders: await listFoldersOf(ctx, environment.id) });
  }
  const mayReadTags = can(access.rules, "tags:read");
  const tags = mayReadTags ? await ctx.store.tags.list(project.id) : [];
  const { imports, isPartial } = await listImportsOf(ctx, branches);
  return {
    head: {
      format: "podpass-project",
      version: 1,
      exportedAt: ctx.clock.now().toISOString(),
      project: { name: project.name, slug: project.slug },
      environments: chosen.map(({ slug, name }) => ({ slug, name })),
      folders: branches.flatMap(({ place, folders }) => folders.slice(1).map((folder) => toFolder(place, folder))),
      tags: tags.map(({ slug, color }) => ({ slug, color })),
      imports,
    },
    isPartial: isPartial || !mayReadTags,
    parts: readParts(openAgain, branches),
  };
}

async function listFoldersOf(ctx: UseCaseContext, environmentId: string): Promise<FolderRow[]> {
  const root = await ctx.store.folders.findByPath(environmentId, "/");
  return root ? [root, ...(await ctx.store.folders.listBelow(environmentId, "/"))] : [];
}

function toFolder({ environment }: OpenEnvironment, { path, description }: FolderRow) {
  return { environment: environment.slug, secretPath: path, description };
}

async function listImportsOf(ctx: UseCaseContext, branches: readonly Branch[]) {
  const imports: ProjectExportHead["imports"] = [];
  let isPartial = false;
  for (const { place, folders } of branches) {
    for (const { folder, sourceFolder } of await ctx.store.secretImports.list(folders.map(({ id }) => id))) {
      const at = { environment: place.environment.slug, secretPath: folder.path };
      const source = { environment: sourceFolder.environment.slug, secretPath: sourceFolder.path };
      if (can(place.rules, "secret-imports:read", at)) imports.push({ ...at, source });
      else isPartial = true;
    }
  }
  return { imports, isPartial };
}

async function* readParts(openAgain: OpenAgain, branches: readonly Branch[]): AsyncGenerator<ExportedPart> {
  for (const { place, folders } of branches) {
    for (const folder of folders) yield* readFolder(openAgain, place, folder);
  }
}

async function* readFolder(
  openAgain: OpenAgain,
  place: OpenEnvironment,
  folder: FolderRow,
): AsyncGenerator<ExportedPart> {
  let last: string | null = null;
  for (;;) {
    // Whoever reads slowly must not go by a session or a role that they lost since.
    const ctx = await openAgain();
    const rows: SecretRow[] = await ctx.store.secrets.listAfter(folder.id, last, SECRETS_A_PART);
    const { project, rules } = await openProject(ctx, { id: place.projectId });
    if (!(await isStillAt(ctx, project, place, folder))) {
      yield { secrets: [], isPartial: true };
      return;
    }
    const secrets = (await showSecrets(ctx, { ...place, rules }, folder.path, rows, WANTED)).flatMap(toExported);
    const keys = secrets.map(({ key }) => key);
    if (keys.length > 0) await recordExport(ctx, place, folder, { keys, areImportsWanted: false });
    yield { secrets, isPartial: secrets.length < rows.length };
    const end = rows.at(-1);
    if (!end || rows.length < SECRETS_A_PART) return;
    last = end.key;
  }
}

/** Rules are about names: what is elsewhere by now, or was when it was read, is not to be judged by where it was. */
async function isStillAt(
  ctx: UseCaseContext,
  { environments }: ProjectRow,
  { environment: { id, slug } }: OpenEnvironment,
  folder: FolderRow,
): Promise<boolean> {
  if (!environments.some((environment) => environment.id === id && environment.slug === slug)) return false;
  return (await ctx.store.folders.findByPath(id, folder.path))?.id === folder.id;
}

/** None for a secret whose value the caller may not read. */
function toExported(secret: SecretOutput): ExportedProjectSecret[] {
  const { environment, secretPath, key, value, comment, tags, metadata, skipMultilineEncoding } = secret;
  if (value === null) return [];
  const slugs = tags.map(({ slug }) => slug);
  return [{ environment, secretPath, key, value, comment, tags: slugs, metadata, skipMultilineEncoding }];
}
