import type { Call } from "../calls.ts";
import { ANY_ROLE, project } from "../needs.ts";
import type { Things } from "../things.ts";
import { type Given, inEnvironment, route } from "./route.ts";

const FOLDERS_AND_IMPORTS = [
  ...["/api/v1/folders", "/api/v2/folders"].flatMap((url) => [
    route(`GET ${url}`, ANY_ROLE, { query: inEnvironment }),
    route(`GET ${url}/:folderId`, ANY_ROLE),
    route(`POST ${url}`, project("secret-folders:create"), {
      body: (things) => ({ ...inEnvironment(things), name: "new" }),
    }),
    route(`PATCH ${url}/:folderId`, project("secret-folders:edit"), {
      body: (things) => ({ ...inEnvironment(things), name: "renamed" }),
    }),
    route(`DELETE ${url}/:folderIdOrName`, project("secret-folders:delete"), { body: inEnvironment }),
  ]),
  ...["/api/v1/secret-imports", "/api/v2/secret-imports"].flatMap((url) => [
    route(`GET ${url}`, project("secret-imports:read"), { query: inEnvironment }),
    route(`GET ${url}/secrets`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/secrets/raw`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/:importId`, project("secret-imports:read")),
    route(`POST ${url}`, project("secret-imports:create"), {
      body: (things) => ({ ...inEnvironment(things), import: { environment: "staging", path: "/" } }),
    }),
    route(`PATCH ${url}/:importId`, project("secret-imports:edit"), {
      body: (things) => ({ ...inEnvironment(things), import: { position: 1 } }),
    }),
    route(`DELETE ${url}/:importId`, project("secret-imports:delete"), { body: inEnvironment }),
  ]),
];

const SECRETS = [
  ...["/api/v3/secrets/raw", "/api/v4/secrets"].flatMap((url) => [
    route(`GET ${url}`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/:secretName`, project("secrets:describeSecret"), { query: inEnvironment }),
    route(`GET ${url}/id/:secretId`, project("secrets:describeSecret")),
    route(`POST ${url}/:secretName`, project("secrets:create"), {
      params: () => ({ secretName: "NEW" }),
      body: (things) => ({ ...inEnvironment(things), secretValue: "x", tagIds: [things.tagId] }),
    }),
    route(`PATCH ${url}/:secretName`, project("secrets:edit"), {
      body: (things) => ({ ...inEnvironment(things), secretValue: "y" }),
    }),
    route(`DELETE ${url}/:secretName`, project("secrets:delete"), { body: inEnvironment }),
  ]),
  ...["/api/v3/secrets/batch/raw", "/api/v4/secrets/batch"].flatMap((url) => {
    const batch = (secret: Given) => (things: Things) => ({ ...inEnvironment(things), secrets: [secret] });
    return [
      route(`POST ${url}`, project("secrets:create"), { body: batch({ secretKey: "NEW", secretValue: "x" }) }),
      route(`PATCH ${url}`, project("secrets:edit"), { body: batch({ secretKey: "KEY", secretValue: "y" }) }),
      route(`DELETE ${url}`, project("secrets:delete"), { body: batch({ secretKey: "KEY" }) }),
    ];
  }),
];

const EVENTS = [
  route("POST /api/v1/events/subscribe/project-events", project("secrets:describeSecret"), {
    body: ({ projectId }) => ({ projectId }),
  }),
];

/** Secrets, the folders they are in, and what tells of their changes. */
export const SECRET_ROUTES: readonly Call[] = [...FOLDERS_AND_IMPORTS, ...SECRETS, ...EVENTS];
