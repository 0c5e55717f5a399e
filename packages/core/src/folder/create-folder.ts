import { randomUUID } from "node:crypto";
import {
  type CreateFolderInput,
  type FolderOutput,
  MAX_FOLDER_DEPTH,
  MAX_FOLDERS,
  namesOfPath,
  pathOfNames,
} from "@podpass/contracts";
import { appendAuditEvent } from "../audit/append-audit-event.ts";
import { type OpenEnvironment, openEnvironment } from "../secret/secret-scope.ts";
import { AppError, invalidField } from "../shared/app-error.ts";
import type { Store } from "../shared/store.ts";
import type { UseCaseContext } from "../shared/use-case-context.ts";
import type { FolderRow } from "./folder.repository.ts";
import { toFolderOutput } from "./folder-output.ts";

/** Makes a folder and those missing on the way to it. One that exists already is answered as it is. */
export async function createFolder(ctx: UseCaseContext, input: CreateFolderInput): Promise<FolderOutput> {
  const place = await openEnvironment(ctx, input);
  const environmentId = place.environment.id;
  place.authorize("secret-folders:create", { environment: place.environment.slug, secretPath: input.secretPath });
  const names = [...namesOfPath(input.secretPath), input.name];
  if (names.length > MAX_FOLDER_DEPTH) throw invalidField("secretPath", `Must be less than ${MAX_FOLDER_DEPTH} deep`);
  return ctx.transaction(async (tx) => {
    // Also when it has another name by now: the caller was allowed what they ask for in the environment of that name.
    const slug = await tx.environments.lock(environmentId);
    if (slug !== place.environment.slug) throw new AppError("environment.not_found");
    const paths = names.map((_, index) => pathOfNames(names.slice(0, index + 1)));
    const existing = await tx.folders.listByPaths(environmentId, ["/", ...paths]);
    let folder = existing.at(-1);
    if (!folder) throw new AppError("folder.not_found", { reason: `environment ${environmentId} has no root` });
    if ((await tx.folders.count(environmentId)) + paths.length + 1 - existing.length > MAX_FOLDERS) {
      throw invalidField("name", `An environment has at most ${MAX_FOLDERS} folders`);
    }
    for (const [index, name] of names.entries()) {
      if (index < existing.length - 1) continue;
      const description = index === names.length - 1 ? input.description : "";
      folder = await addFolder(tx, ctx, place, { parent: folder, name, description });
    }
    return toFolderOutput(place, folder);
  });
}

async function addFolder(
  tx: Store,
  ctx: UseCaseContext,
  place: OpenEnvironment,
  { parent, name, description }: { parent: FolderRow; name: string; description: string },
): Promise<FolderRow> {
  place.authorize("secret-folders:create", { environment: place.environment.slug, secretPath: parent.path });
  const now = ctx.clock.now();
  const path = pathOfNames([...namesOfPath(parent.path), name]);
  const row = {
    id: randomUUID(),
    environmentId: place.environment.id,
    parentId: parent.id,
    name,
    path,
    description,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await tx.folders.insert(row);
  await appendAuditEvent(tx, ctx, {
    organizationId: ctx.organizationId,
    actor: ctx.actor,
    action: "folder.create",
    subject: { type: "folder", id: row.id },
    projectId: place.projectId,
    detail: { path, environment: place.environment.slug },
  });
  return row;
}
