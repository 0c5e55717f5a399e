import type { FastifyInstance } from "fastify";
import { docs } from "./docs.ts";
import { status } from "./status.ts";
import { accessTokens } from "./v1/access-tokens/access-tokens.ts";
import { bootstrap } from "./v1/admin/bootstrap.ts";
import { auditLogs } from "./v1/audit-logs/audit-logs.ts";
import { environments } from "./v1/environments/environments.ts";
import { projectEvents } from "./v1/events/project-events.ts";
import { folders } from "./v1/folders/folders.ts";
import { identities } from "./v1/identities/identities.ts";
import { identityDetails } from "./v1/identities/identity-details.ts";
import { identityLists } from "./v1/identities/identity-lists.ts";
import { identitySearch } from "./v1/identities/identity-search.ts";
import { kubernetesAuth } from "./v1/kubernetes-auth/configuration.ts";
import { connectionCheck } from "./v1/kubernetes-auth/connection-check.ts";
import { kubernetesLogin } from "./v1/kubernetes-auth/login.ts";
import { organization } from "./v1/organization/disable.ts";
import { membershipLists } from "./v1/project-identities/membership-lists.ts";
import { memberships } from "./v1/project-identities/memberships.ts";
import { ownIdentities } from "./v1/project-identities/own-identities.ts";
import { addPeople } from "./v1/project-people/add-people.ts";
import { auditRetention } from "./v1/projects/audit-retention.ts";
import { readProjects } from "./v1/projects/read-projects.ts";
import { writeProjects } from "./v1/projects/write-projects.ts";
import { organizationRoles } from "./v1/roles/organization-roles.ts";
import { projectRoles } from "./v1/roles/project-roles.ts";
import { secretImports } from "./v1/secret-imports/secret-imports.ts";
import { tags } from "./v1/tags/tags.ts";
import { renew } from "./v1/token/renew.ts";
import { revoke } from "./v1/token/revoke.ts";
import { tokenAuth } from "./v1/token-auth/configuration.ts";
import { tokens } from "./v1/token-auth/tokens.ts";
import { clientSecrets } from "./v1/universal-auth/client-secrets.ts";
import { universalAuth } from "./v1/universal-auth/configuration.ts";
import { universalLogin } from "./v1/universal-auth/login.ts";
import { readSecrets } from "./v4/secrets/read-secrets.ts";
import { writeSecretBatches } from "./v4/secrets/write-secret-batches.ts";
import { writeSecrets } from "./v4/secrets/write-secrets.ts";
import { tolerateInput } from "./wire/tolerant-input.ts";
import { inWireNames } from "./wire/wire-names.ts";

/** Nobody is known yet: what the body holds is the proof, or none is needed. */
const PUBLIC_ROUTES = [status, docs, bootstrap, kubernetesLogin, universalLogin, renew, revoke];

const ROUTES = [
  identities,
  identityLists,
  identitySearch,
  identityDetails,
  kubernetesAuth,
  connectionCheck,
  universalAuth,
  clientSecrets,
  tokenAuth,
  tokens,
  accessTokens,
  organization,
  readProjects,
  writeProjects,
  auditRetention,
  environments,
  folders,
  secretImports,
  tags,
  memberships,
  membershipLists,
  ownIdentities,
  addPeople,
  organizationRoles,
  projectRoles,
  readSecrets,
  writeSecrets,
  auditLogs,
  projectEvents,
  writeSecretBatches,
];

/** The API of pods and scripts, as Infisical's clients speak it. */
export async function restRoutes(app: FastifyInstance): Promise<void> {
  // Answers hold tokens and secrets (RFC 6749 section 5.1); clients that use ETags keep their own copy.
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("cache-control", "no-store");
    done();
  });
  app.addHook("preValidation", tolerateInput);
  // Thrown on to the handler of the whole server, which writes the answer.
  app.setErrorHandler((error, request) => {
    throw inWireNames(error, request.routeOptions.config.wireNames);
  });
  for (const route of PUBLIC_ROUTES) await app.register(route);
  await app.register(async (authenticated) => {
    authenticated.addHook("onRequest", authenticated.requireIdentity);
    authenticated.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, security: [{ bearer: [] }] };
    });
    for (const route of ROUTES) await authenticated.register(route);
  });
}
