import {
  CreateFolderInput,
  FolderRef,
  Id,
  ListFoldersInput,
  namesOfPath,
  pathOfNames,
  SecretScope,
  UpdateFolderInput,
} from "@podpass/contracts";
import {
  createFolder,
  deleteFolder,
  getFolder,
  getFolderByPath,
  listFolders,
  parseWith,
  type UseCaseContext,
  updateFolder,
} from "@podpass/core";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { WireFlag, WireText } from "../../wire/fields.ts";
import { FOLDER_PREFIXES, Folder, folderScopeFields, fromFolderScope, toFolder } from "./folder-wire.ts";

const scope = z.object(folderScopeFields);
const contentFields = { name: WireText, description: WireText.nullish() };
const CreateBody = z.object({ ...folderScopeFields, ...contentFields });
const UpdateBody = z.object({ ...folderScopeFields, ...contentFields, name: WireText.optional() });
const ListQuery = z.object({ ...folderScopeFields, recursive: WireFlag.default(false) });
const ListAnswer = z.object({ folders: z.array(Folder.extend({ relativePath: z.string() })) });
const byId = z.object({ folderId: WireText });
const byIdOrName = z.object({ folderIdOrName: WireText });
const response = { 200: z.object({ folder: Folder }) };

/** The folders of an environment, in the spellings of two generations of clients. */
export const folders: FastifyPluginAsyncZod = async (app) => {
  for (const { url, config } of FOLDER_PREFIXES) {
    app.get(
      url,
      {
        config,
        schema: {
          summary: "List the folders right in a folder",
          querystring: ListQuery,
          response: { 200: ListAnswer },
        },
      },
      async (request) => {
        const { useCase, query } = request;
        const input = parseWith(ListFoldersInput, { ...fromFolderScope(query), isRecursive: query.recursive });
        const { items } = await listFolders(useCase, input);
        const above = input.secretPath === "/" ? 0 : input.secretPath.length;
        return { folders: items.map((item) => ({ ...toFolder(item), relativePath: item.path.slice(above) })) };
      },
    );

    app.post(
      url,
      { config, schema: { summary: "Create a folder and those missing on the way to it", body: CreateBody, response } },
      async ({ useCase, body }) => {
        const { name, description } = body;
        const input = { ...fromFolderScope(body), name, description: description ?? undefined };
        return { folder: toFolder(await createFolder(useCase, parseWith(CreateFolderInput, input))) };
      },
    );

    app.get(
      `${url}/:folderId`,
      { config, schema: { summary: "Read a folder", params: byId, response } },
      async ({ useCase, params }) => {
        const { folderId } = parseWith(z.object({ folderId: Id }), params);
        return { folder: toFolder(await getFolder(useCase, folderId)) };
      },
    );

    app.patch(
      `${url}/:folderId`,
      { config, schema: { summary: "Rename or describe a folder", params: byId, body: UpdateBody, response } },
      async ({ useCase, params: { folderId }, body }) => {
        const { projectId } = fromFolderScope(body);
        const { name, description } = body;
        const input = { projectId, folderId, name, description: description ?? undefined };
        return { folder: toFolder(await updateFolder(useCase, parseWith(UpdateFolderInput, input))) };
      },
    );

    app.delete(
      `${url}/:folderIdOrName`,
      {
        config,
        schema: {
          summary: "Delete a folder, by id or name, with everything in it",
          params: byIdOrName,
          querystring: scope,
          body: scope,
          response,
        },
      },
      async ({ useCase, params, query, body }) => {
        const ref = await refOf(useCase, params.folderIdOrName, { ...query, ...body });
        return { folder: toFolder(await deleteFolder(useCase, ref)) };
      },
    );
  }
};

/** No folder is named like an id, so that it is either. */
async function refOf(ctx: UseCaseContext, idOrName: string, body: z.output<typeof scope>): Promise<FolderRef> {
  const parent = fromFolderScope(body);
  if (Id.safeParse(idOrName).success) {
    return parseWith(FolderRef, { projectId: parent.projectId, folderId: idOrName });
  }
  const secretPath = pathOfNames([...namesOfPath(parent.secretPath ?? "/"), idOrName]);
  const { projectId, id } = await getFolderByPath(ctx, parseWith(SecretScope, { ...parent, secretPath }));
  return { projectId, folderId: id };
}
