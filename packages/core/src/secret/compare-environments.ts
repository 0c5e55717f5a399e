import { type CompareEnvironmentsInput, can, type EnvironmentComparison } from "@podpass/contracts";
import { openProject } from "../authorization/project-access.ts";
import { AppError } from "../shared/app-error.ts";
import { letOthersGoOn } from "../shared/let-others-go-on.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { SecretRow } from "./secret.repository.ts";
import { openSecretRoom } from "./secret-room.ts";
import { secretAttributes } from "./secret-scope.ts";
import { openSecretValue } from "./secret-values.ts";

type Cell = EnvironmentComparison["items"][number]["cells"][number];

/**
 * One folder in several environments, key by key: where a secret is missing, and which values are the same. Values are
 * compared here and not shown; only those that the caller may read are.
 */
export async function compareEnvironments(
  ctx: UseCaseContext,
  input: CompareEnvironmentsInput,
): Promise<EnvironmentComparison> {
  const { project, rules, authorize } = await openProject(ctx, { id: input.projectId });
  authorize("secrets:describeSecret");
  const room = openSecretRoom(ctx.store);
  const columns = [];
  for (const slug of new Set(input.environments)) {
    const environment = project.environments.find((candidate) => candidate.slug === slug);
    if (!environment) throw new AppError("environment.not_found");
    const folder = await ctx.store.folders.findByPath(environment.id, input.secretPath);
    const at = folder && { id: folder.id, path: folder.path, environment: slug };
    const rows = at ? await room.read({ folders: [at], isValueWanted: true }) : [];
    const attributesOf = (row: SecretRow) => secretAttributes(slug, { ...row, path: input.secretPath });
    const known = [];
    for (const row of rows) {
      await letOthersGoOn();
      if (can(rules, "secrets:describeSecret", attributesOf(row))) known.push(row);
    }
    const isReadable = (row: SecretRow) => can(rules, "secrets:readValue", attributesOf(row));
    columns.push({ slug, name: environment.name, hasFolder: folder !== null, rows: byKey(known), isReadable });
  }
  const keys = [...new Set(columns.flatMap(({ rows }) => [...rows.keys()]))].sort();
  const items = [];
  for (const key of keys) {
    await letOthersGoOn();
    const groups = new Map<string, number>();
    const cells: Cell[] = [];
    for (const { rows, isReadable } of columns) {
      const row = rows.get(key);
      if (!row) cells.push(null);
      else {
        const value = isReadable(row) ? await openSecretValue(ctx.store, ctx, "secrets", row) : null;
        if (value !== null && !groups.has(value)) groups.set(value, groups.size + 1);
        cells.push({
          id: row.id,
          version: row.version,
          valueGroup: value === null ? null : (groups.get(value) ?? null),
        });
      }
    }
    items.push({ key, cells });
  }
  return { environments: columns.map(({ slug, name, hasFolder }) => ({ slug, name, hasFolder })), items };
}

function byKey(rows: readonly SecretRow[]): Map<string, SecretRow> {
  return new Map(rows.map((row) => [row.key, row]));
}
