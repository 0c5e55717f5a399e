import { openDatabase } from "@podpass/prisma";
import { TestClock } from "@podpass/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordRoutes } from "../authorization-walk/route-table.ts";
import { Api } from "../testing/api.ts";
import { unsupportedMessage } from "./unsupported.ts";

/** What Infisical's clients call, by how much depends on it: 1 is every pod, 4 a few commands. */
const SERVED: readonly [number, string][] = [
  [1, "POST /api/v1/auth/kubernetes-auth/login"],
  [1, "GET /api/v3/secrets/raw"],
  [1, "GET /api/v3/secrets/raw/:secretName"],
  [1, "GET /api/v4/secrets"],
  [1, "GET /api/v4/secrets/:secretName"],
  [1, "POST /api/v1/auth/token/renew"],
  [1, "POST /api/v1/auth/token/revoke"],
  [1, "GET /api/status"],
  [2, "GET /api/v2/workspace/:slug"],
  [2, "GET /api/v1/projects/slug/:slug"],
  [2, "GET /api/v1/workspace/slug/:slug"],
  [2, "GET /api/v1/workspace/:projectId"],
  [2, "POST /api/v3/secrets/raw/:secretName"],
  [2, "PATCH /api/v3/secrets/raw/:secretName"],
  [2, "DELETE /api/v3/secrets/raw/:secretName"],
  [2, "GET /api/v1/folders"],
  [2, "POST /api/v1/folders"],
  [2, "PATCH /api/v1/folders/:folderId"],
  [2, "DELETE /api/v1/folders/:folderIdOrName"],
  [2, "DELETE /api/v2/folders/:folderIdOrName"],
  [2, "POST /api/v1/auth/universal-auth/login"],
  [3, "POST /api/v2/workspace"],
  [3, "POST /api/v1/workspace/:projectId/environments"],
  [3, "POST /api/v2/workspace/:projectId/memberships"],
  ...["POST", "GET"].map((method): [number, string] => [3, `${method} /api/v1/identities`]),
  ...["GET", "PATCH", "DELETE"].map((method): [number, string] => [3, `${method} /api/v1/identities/:identityId`]),
  ...["POST", "GET", "PATCH", "DELETE"].flatMap((method): [number, string][] => [
    [3, `${method} /api/v1/auth/kubernetes-auth/identities/:identityId`],
    [3, `${method} /api/v2/workspace/:projectId/identity-memberships/:identityId`],
  ]),
  [3, "GET /api/v2/workspace/identity-memberships/:membershipId"],
  [3, "GET /api/v1/identities/details"],
  [3, "GET /api/v3/secrets/raw/id/:secretId"],
  [3, "GET /api/v1/workspace/environments/:environmentId"],
  [3, "PATCH /api/v1/workspace/:projectId/environments/:environmentId"],
  [3, "DELETE /api/v1/workspace/:projectId/environments/:environmentId"],
  [3, "GET /api/v1/folders/:folderId"],
  [3, "DELETE /api/v2/workspace/:slug"],
  [3, "PATCH /api/v1/projects/:projectId"],
  [3, "PUT /api/v1/workspace/:slug/audit-logs-retention"],
  [3, "GET /api/v1/projects"],
  ...["/api/v2/workspace/:project", "/api/v1/workspace/:project"].flatMap((place): [number, string][] => [
    [3, `POST ${place}/roles`],
    [3, `PATCH ${place}/roles/:roleId`],
    [3, `DELETE ${place}/roles/:roleId`],
    [3, `GET ${place}/roles/slug/:roleSlug`],
  ]),
  [3, "GET /api/v1/projects/roles/:roleId"],
  [4, "POST /api/v3/secrets/batch/raw"],
  [4, "GET /api/v1/projects/:projectId/tags/slug/:tagSlug"],
  [4, "POST /api/v1/projects/:projectId/tags"],
  [4, "GET /api/v1/workspace/:projectId/tags"],
  [4, "POST /api/v1/workspace/:projectId/tags"],
  ...["GET", "PATCH", "DELETE"].map((method): [number, string] => [
    4,
    `${method} /api/v1/workspace/:projectId/tags/:tagId`,
  ]),
  [4, "POST /api/v1/events/subscribe/project-events"],
  [4, "POST /api/v1/projects"],
  [4, "DELETE /api/v1/projects/:projectId"],
  [4, "POST /api/v1/projects/:projectId/environments"],
  [4, "POST /api/v1/projects/:projectId/memberships/identities/:identityId"],
  ...["PATCH", "GET"].map((method): [number, string] => [
    4,
    `${method} /api/v1/projects/:projectId/memberships/identities/:identityId`,
  ]),
  [4, "POST /api/v1/projects/:projectId/identities"],
  ...["GET", "PATCH", "DELETE"].map((method): [number, string] => [
    4,
    `${method} /api/v1/projects/:projectId/identities/:identityId`,
  ]),
  [4, "POST /api/v4/secrets/:secretName"],
  [4, "POST /api/v2/folders"],
  [4, "POST /api/v2/secret-imports"],
  [4, "POST /api/v1/admin/bootstrap"],
  [4, "POST /api/v1/auth/token-auth/identities/:identityId"],
  [4, "POST /api/v1/auth/token-auth/identities/:identityId/tokens"],
];

/** What they call as well and are refused, in words that say what to do instead. */
const REFUSED = [
  "GET /api/v2/service-token",
  "POST /api/v1/dynamic-secrets/leases",
  "GET /api/v1/kms/keys",
  "POST /api/v1/ssh/certificates/sign",
  "POST /api/v1/pki/certificates/sign-certificate",
  "GET /api/v1/gateways",
  "GET /api/v1/relays",
];

describe("what Infisical's clients call", () => {
  let api: Api;
  let routes: string[];
  beforeAll(async () => {
    const database = await openDatabase({ kind: "memory" });
    ({ built: api, routes } = await recordRoutes(() => Api.open({ clock: new TestClock(), database })));
  });
  afterAll(() => api?.[Symbol.asyncDispose]());

  test.each(SERVED)("is served (priority %i): %s", (_priority, route) => {
    expect(routes).toContain(route);
  });

  test.each(REFUSED)("is refused in words: %s", (request) => {
    expect(unsupportedMessage(request.split(" ")[1] ?? "")).toMatch(/^[A-Z].{20,}/);
  });
});
