import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import type { Tag } from "../openapi/tags.ts";
import { docs } from "./docs.ts";
import { accessTokens } from "./infisical/access-tokens/access-tokens.ts";
import { bootstrap } from "./infisical/admin/bootstrap.ts";
import { auditLogs } from "./infisical/audit-logs/audit-logs.ts";
import { environments } from "./infisical/environments/environments.ts";
import { projectEvents } from "./infisical/events/project-events.ts";
import { folders } from "./infisical/folders/folders.ts";
import { identities } from "./infisical/identities/identities.ts";
import { identityDetails } from "./infisical/identities/identity-details.ts";
import { identityLists } from "./infisical/identities/identity-lists.ts";
import { identitySearch } from "./infisical/identities/identity-search.ts";
import { kubernetesAuth } from "./infisical/kubernetes-auth/configuration.ts";
import { connectionCheck } from "./infisical/kubernetes-auth/connection-check.ts";
import { kubernetesLogin } from "./infisical/kubernetes-auth/login.ts";
import { organization } from "./infisical/organization/disable.ts";
import { membershipLists } from "./infisical/project-identities/membership-lists.ts";
import { memberships } from "./infisical/project-identities/memberships.ts";
import { ownIdentities } from "./infisical/project-identities/own-identities.ts";
import { addPeople } from "./infisical/project-people/add-people.ts";
import { auditRetention } from "./infisical/projects/audit-retention.ts";
import { readProjects } from "./infisical/projects/read-projects.ts";
import { writeProjects } from "./infisical/projects/write-projects.ts";
import { organizationRoles } from "./infisical/roles/organization-roles.ts";
import { projectRoles } from "./infisical/roles/project-roles.ts";
import { secretImports } from "./infisical/secret-imports/secret-imports.ts";
import { readSecrets } from "./infisical/secrets/read-secrets.ts";
import { writeSecretBatches } from "./infisical/secrets/write-secret-batches.ts";
import { writeSecrets } from "./infisical/secrets/write-secrets.ts";
import { tags } from "./infisical/tags/tags.ts";
import { renew } from "./infisical/token/renew.ts";
import { revoke } from "./infisical/token/revoke.ts";
import { tokenAuth } from "./infisical/token-auth/configuration.ts";
import { tokens } from "./infisical/token-auth/tokens.ts";
import { clientSecrets } from "./infisical/universal-auth/client-secrets.ts";
import { universalAuth } from "./infisical/universal-auth/configuration.ts";
import { universalLogin } from "./infisical/universal-auth/login.ts";
import { status } from "./status.ts";
import { tolerateInput } from "./wire/tolerant-input.ts";
import { inWireNames } from "./wire/wire-names.ts";

/** Routes by the group that the API's description shows them in. */
type Groups = Partial<Record<Tag, readonly FastifyPluginAsync[]>>;

/** Nobody is known yet: what the body holds is the proof, or none is needed. */
const PUBLIC_ROUTES: Groups = {
  Server: [status, docs, bootstrap],
  "Logging in": [kubernetesLogin, universalLogin, renew, revoke],
};

const ROUTES: Groups = {
  Server: [organization, auditLogs],
  "Logging in": [identityDetails],
  Secrets: [readSecrets, writeSecrets, writeSecretBatches, projectEvents],
  Folders: [folders],
  Imports: [secretImports],
  Tags: [tags],
  Projects: [readProjects, writeProjects, auditRetention, environments],
  Identities: [identities, identityLists, identitySearch, ownIdentities],
  "Kubernetes Auth": [kubernetesAuth, connectionCheck],
  "Universal Auth": [universalAuth, clientSecrets],
  "Token Auth": [tokenAuth, tokens],
  "Access tokens": [accessTokens],
  Memberships: [memberships, membershipLists, addPeople],
  Roles: [organizationRoles, projectRoles],
};

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
  await registerGroups(app, PUBLIC_ROUTES);
  await app.register(async (authenticated) => {
    authenticated.addHook("onRequest", authenticated.requireIdentity);
    authenticated.addHook("onRoute", (route) => {
      route.schema = { ...route.schema, security: [{ bearer: [] }] };
    });
    await registerGroups(authenticated, ROUTES);
  });
}

async function registerGroups(app: FastifyInstance, groups: Groups): Promise<void> {
  for (const [tag, routes] of Object.entries(groups)) {
    await app.register(async (group) => {
      group.addHook("onRoute", (route) => {
        route.schema = { ...route.schema, tags: [tag] };
      });
      for (const route of routes) await group.register(route);
    });
  }
}
