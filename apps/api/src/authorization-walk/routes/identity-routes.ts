import type { Call } from "../calls.ts";
import { KNOWN, organization } from "../needs.ts";
import { CLOSED_API_SERVER } from "../things.ts";
import { onOther, route } from "./route.ts";

const IDENTITIES = [
  route("GET /api/v1/identities/details", KNOWN),
  route("GET /api/v1/identities", organization("identity:read")),
  route("POST /api/v1/identities/search", organization("identity:read")),
  route("POST /api/v1/identities", organization("identity:create"), {
    body: ({ wanted }) => ({ name: "new", role: wanted.organizationRole }),
    isBounded: true,
  }),
  route("GET /api/v1/identities/:identityId", organization("identity:read")),
  route("GET /api/v1/identities/:identityId/identity-memberships", organization("identity:read")),
  route("PATCH /api/v1/identities/:identityId", organization("identity:edit"), {
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route("DELETE /api/v1/identities/:identityId", organization("identity:delete"), { isBounded: true }),
];

const LOGIN_METHODS = (
  [
    ["kubernetes-auth", () => CLOSED_API_SERVER, () => ({ allowedNames: "web" })],
    ["universal-auth", () => ({}), () => ({ accessTokenTTL: 60 })],
    ["token-auth", () => ({}), () => ({ accessTokenTTL: 60 })],
  ] as const
).flatMap(([method, attached, changed]) => {
  const url = `/api/v1/auth/${method}/identities/:identityId`;
  const isBounded = true;
  return [
    route(`GET ${url}`, organization("identity:read")),
    route(`POST ${url}`, organization("identity:edit-auth"), { body: attached, params: onOther, isBounded }),
    route(`PATCH ${url}`, organization("identity:edit-auth"), { body: changed, isBounded }),
    route(`DELETE ${url}`, organization("identity:edit-auth"), { isBounded }),
  ];
});

const KUBERNETES = "/api/v1/auth/kubernetes-auth/identities/:identityId";
const UNIVERSAL = "/api/v1/auth/universal-auth/identities/:identityId";
const TOKEN_AUTH = "/api/v1/auth/token-auth";

const CREDENTIALS = [
  route(`GET ${KUBERNETES}/connection-check`, organization("identity:read")),
  route(`POST ${KUBERNETES}/connection-check`, organization("identity:edit-auth"), { isBounded: true }),
  route(`POST ${UNIVERSAL}/clear-lockouts`, organization("identity:edit-auth"), { isBounded: true }),
  route(`GET ${UNIVERSAL}/client-secrets`, organization("identity:read")),
  route(`POST ${UNIVERSAL}/client-secrets`, organization("identity:edit-auth"), { isBounded: true }),
  route(`GET ${UNIVERSAL}/client-secrets/:clientSecretId`, organization("identity:read")),
  route(`POST ${UNIVERSAL}/client-secrets/:clientSecretId/revoke`, organization("identity:edit-auth"), {
    isBounded: true,
  }),
  route(`GET ${TOKEN_AUTH}/identities/:identityId/tokens`, organization("identity:get-token")),
  route(`POST ${TOKEN_AUTH}/identities/:identityId/tokens`, organization("identity:create-token"), { isBounded: true }),
  route(`GET ${TOKEN_AUTH}/tokens/:tokenId`, organization("identity:get-token")),
  route(`PATCH ${TOKEN_AUTH}/tokens/:tokenId`, organization("identity:create-token"), {
    body: () => ({ name: "renamed" }),
    isBounded: true,
  }),
  route(`POST ${TOKEN_AUTH}/tokens/:tokenId/revoke`, organization("identity:delete-token"), { isBounded: true }),
];

/** Identities, how they log in, and their credentials. */
export const IDENTITY_ROUTES: readonly Call[] = [...IDENTITIES, ...LOGIN_METHODS, ...CREDENTIALS];
