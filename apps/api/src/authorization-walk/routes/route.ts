import type { Call, Request } from "../calls.ts";
import type { Needs } from "../needs.ts";
import type { Things } from "../things.ts";

export type Given = Record<string, unknown>;

export interface RouteOptions {
  body?: (things: Things) => Given;
  query?: (things: Things) => Record<string, string>;
  isBounded?: boolean;
  /** Other values for the parameters in the address. */
  params?: (things: Things) => Record<string, string>;
}

/** A route of the REST API, by its pattern in the route table. */
export function route(name: string, needs: Needs, { body, query, params, isBounded = false }: RouteOptions = {}): Call {
  const [method = "", pattern = ""] = name.split(" ");
  return {
    name,
    needs,
    isBounded,
    requestFor(things): Request {
      const values = { ...parametersOf(things), ...params?.(things) };
      const url = pattern.replaceAll(/:\w+|\*/g, (place) => values[place.replace(":", "")] ?? place);
      const given = body ? body(things) : method === "GET" ? undefined : {};
      return { method, url, ...(given ? { body: given } : {}), ...(query ? { query: query(things) } : {}) };
    },
  };
}

/** What stands in the place of a parameter. */
function parametersOf(things: Things): Record<string, string> {
  return {
    identityId: things.identityId,
    clientSecretId: things.clientSecretId,
    accessTokenId: things.accessTokenId,
    tokenId: things.accessTokenId,
    organizationId: things.organizationId,
    projectId: things.projectId,
    project: things.projectId,
    slug: things.projectSlug,
    environmentId: things.environmentId,
    folderId: things.folderId,
    folderIdOrName: things.folderId,
    tagId: things.tagId,
    tagSlug: `${things.projectSlug.replace(/-slug$/, "")}-tag`,
    importId: things.importId,
    membershipId: things.membershipId,
    secretId: things.secretId,
    secretName: "KEY",
    roleSlug: "viewer",
  };
}

/** In the development environment, by each name a project goes by. */
export const inEnvironment = ({ projectId }: Things) => ({ projectId, workspaceId: projectId, environment: "dev" });
/** On an identity that has no login method and no membership yet. */
export const onOther: RouteOptions["params"] = ({ otherIdentityId }) => ({ identityId: otherIdentityId });
