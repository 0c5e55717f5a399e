/** What each operation does, by what is left of its address when generations of clients and their words are left out. */
const SUMMARIES: Record<string, Record<string, string>> = {
  Server: {
    "GET /status": "Whether the server is up",
    "POST /admin/bootstrap": "Set a new server up: the first person, organization and admin identity",
    "POST /organization/disable": "Stop serving the organization's identities at once",
    "GET /audit-logs": "Audit events behind a place of the chain, for a collector",
  },
  "Logging in": {
    "POST /auth/kubernetes-auth/login": "Trade a pod's service-account JWT for an access token",
    "POST /auth/universal-auth/login": "Trade a client id and secret for an access token",
    "POST /auth/token/renew": "Renew an access token; the old one stays valid until it expires",
    "POST /auth/token/revoke": "Revoke an access token at once",
    "GET /identities/details": "The organization that the access token works in",
  },
  Secrets: {
    "GET /secrets": "List the secrets of a folder, with what it imports when that is wanted",
    "GET /secrets/{}": "Read a secret by name",
    "GET /secrets/id/{}": "Read a secret by id",
    "POST /secrets/{}": "Create a secret",
    "PATCH /secrets/{}": "Change a secret; what is left out stays as it is",
    "DELETE /secrets/{}": "Delete a secret with its versions",
    "POST /secrets/batch": "Create several secrets, all or none",
    "PATCH /secrets/batch": "Change several secrets, all or none",
    "DELETE /secrets/batch": "Delete several secrets, all or none",
    "POST /events/subscribe/project-events": "Be told of changes to a project's secrets, as server-sent events",
  },
  Folders: {
    "GET /folders": "List the folders right in a folder",
    "GET /folders/{}": "Read a folder",
    "POST /folders": "Create a folder and those missing on the way to it",
    "PATCH /folders/{}": "Rename or describe a folder",
    "DELETE /folders/{}": "Delete a folder, by id or name, with everything in it",
  },
  Imports: {
    "GET /secret-imports": "List what a folder imports, in order",
    "GET /secret-imports/{}": "Read an import",
    "GET /secret-imports/secrets": "List the secrets that a folder imports",
    "POST /secret-imports": "Let a folder import all secrets of another",
    "PATCH /secret-imports/{}": "Give an import another source or place in the order",
    "DELETE /secret-imports/{}": "End an import",
  },
  Tags: {
    "GET /projects/{}/tags": "List the tags of a project",
    "GET /projects/{}/tags/{}": "Read a tag",
    "GET /projects/{}/tags/slug/{}": "Find a tag by slug",
    "POST /projects/{}/tags": "Create a tag",
    "PATCH /projects/{}/tags/{}": "Rename or recolour a tag",
    "DELETE /projects/{}/tags/{}": "Delete a tag and take it off all secrets",
  },
  Projects: {
    "GET /projects": "List the projects that the caller may see",
    "POST /projects": "Create a project",
    "GET /projects/{}": "Read a project",
    "GET /projects/slug/{}": "Find a project by slug",
    "PATCH /projects/{}": "Change a project",
    "DELETE /projects/{}": "Delete a project with everything in it",
    "PUT /projects/{}/audit-logs-retention": "Set for how many days a project's audit events keep their contents",
    "POST /projects/{}/environments": "Create an environment",
    "GET /projects/{}/environments/{}": "Read an environment",
    "GET /projects/environments/{}": "Read an environment by id alone",
    "PATCH /projects/{}/environments/{}": "Rename or move an environment",
    "DELETE /projects/{}/environments/{}": "Delete an environment with its secrets",
  },
  Identities: {
    "GET /identities": "List the identities of the organization",
    "POST /identities": "Create an identity",
    "POST /identities/search": "Search identities by name and role",
    "GET /identities/{}": "Read an identity with its role",
    "PATCH /identities/{}": "Change an identity",
    "DELETE /identities/{}": "Delete an identity; its tokens die with it",
    "GET /identities/{}/memberships/identities": "List the projects of an identity",
    "GET /projects/{}/identities": "List the identities that were made for a project",
    "POST /projects/{}/identities": "Create an identity for a project, with its roles there",
    "GET /projects/{}/identities/{}": "Read an identity that was made for a project",
    "PATCH /projects/{}/identities/{}": "Change an identity that was made for a project",
    "DELETE /projects/{}/identities/{}": "Delete an identity that was made for a project; its tokens die with it",
  },
  "Kubernetes Auth": {
    "POST /auth/kubernetes-auth/identities/{}": "Let an identity log in from pods",
    "PATCH /auth/kubernetes-auth/identities/{}": "Change an identity's Kubernetes Auth",
    "GET /auth/kubernetes-auth/identities/{}": "Read an identity's Kubernetes Auth, without its credentials",
    "DELETE /auth/kubernetes-auth/identities/{}": "Take Kubernetes Auth off an identity; its tokens die with it",
    "POST /auth/kubernetes-auth/identities/{}/connection-check":
      "Check the connection to the Kubernetes API server now",
    "GET /auth/kubernetes-auth/identities/{}/connection-check": "The last check of the connection",
  },
  "Universal Auth": {
    "POST /auth/universal-auth/identities/{}": "Let an identity log in with client secrets",
    "PATCH /auth/universal-auth/identities/{}": "Change an identity's Universal Auth",
    "GET /auth/universal-auth/identities/{}": "Read an identity's Universal Auth",
    "DELETE /auth/universal-auth/identities/{}": "Take Universal Auth off an identity; its tokens die with it",
    "POST /auth/universal-auth/identities/{}/clear-lockouts": "Let locked-out clients try again",
    "POST /auth/universal-auth/identities/{}/client-secrets": "Create a client secret; it is shown this once",
    "GET /auth/universal-auth/identities/{}/client-secrets": "List client secrets, without the secrets",
    "GET /auth/universal-auth/identities/{}/client-secrets/{}": "Read a client secret's data",
    "POST /auth/universal-auth/identities/{}/client-secrets/{}/revoke": "Revoke a client secret and its tokens",
  },
  "Token Auth": {
    "POST /auth/token-auth/identities/{}": "Let admins make tokens for an identity",
    "PATCH /auth/token-auth/identities/{}": "Change an identity's Token Auth",
    "GET /auth/token-auth/identities/{}": "Read an identity's Token Auth",
    "DELETE /auth/token-auth/identities/{}": "Take Token Auth off an identity; its tokens die with it",
    "POST /auth/token-auth/identities/{}/tokens": "Make a token; it is shown this once",
    "GET /auth/token-auth/identities/{}/tokens": "List the tokens made for an identity",
    "GET /auth/token-auth/tokens/{}": "Read a token's data",
    "PATCH /auth/token-auth/tokens/{}": "Rename a token",
    "POST /auth/token-auth/tokens/{}/revoke": "Revoke a token",
  },
  "Access tokens": {
    "GET /access-tokens": "List access tokens, whichever way they were issued",
    "GET /access-tokens/{}": "Read an access token's data",
    "POST /access-tokens/revoke": "Revoke several access tokens, or all of an identity",
    "POST /access-tokens/{}/revoke": "Revoke an access token by id",
  },
  Memberships: {
    "GET /projects/{}/memberships/identities": "List the identities of a project with their roles",
    "GET /projects/{}/memberships/identities/{}": "Read an identity's roles in a project",
    "POST /projects/{}/memberships/identities/{}": "Add an identity to a project",
    "PATCH /projects/{}/memberships/identities/{}": "Replace an identity's roles in a project",
    "DELETE /projects/{}/memberships/identities/{}": "Remove an identity from a project",
    "POST /projects/{}/memberships": "Add people of the organization to a project",
    "GET /projects/{}/memberships/available-identities": "List the identities that a project does not have yet",
    "GET /projects/memberships/identities/{}": "Read a membership by its own id",
  },
  Roles: {
    "GET /projects/{}/roles": "List the roles of a project",
    "GET /projects/{}/roles/{}": "Read a project role",
    "GET /projects/roles/{}": "Read a project role by id alone",
    "GET /projects/{}/roles/slug/{}": "Find a project role by slug",
    "POST /projects/{}/roles": "Create a project role",
    "PATCH /projects/{}/roles/{}": "Change a project role",
    "DELETE /projects/{}/roles/{}": "Delete a project role that nobody holds",
    "GET /projects/{}/permissions": "What the caller may do in a project",
    "GET /organization/{}/roles": "List the roles of the organization",
    "GET /organization/{}/roles/{}": "Read an organization role",
    "POST /organization/{}/roles": "Create an organization role",
    "PATCH /organization/{}/roles/{}": "Change an organization role",
    "DELETE /organization/{}/roles/{}": "Delete an organization role that nobody holds",
    "GET /organization/{}/permissions": "What the caller may do in the organization",
  },
};

const BY_OPERATION = new Map(
  Object.entries(SUMMARIES).flatMap(([tag, summaries]) =>
    Object.entries(summaries).map(([operation, summary]) => [operation, { tag, summary }] as const),
  ),
);

/** The groups of operations, in the order they are shown. */
export const TAGS = Object.keys(SUMMARIES);

/** What an operation does and where it belongs; undefined when nobody has said. */
export function summaryOf(method: string, path: string): { tag: string; summary: string } | undefined {
  return BY_OPERATION.get(keyOf(method, path));
}

/** The summaries that none of these operations has. */
export function summariesWithout(operations: readonly { method: string; path: string }[]): string[] {
  const used = new Set(operations.map(({ method, path }) => keyOf(method, path)));
  return [...BY_OPERATION.keys()].filter((key) => !used.has(key));
}

function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${withoutGeneration(path)}`;
}

/** Infisical's clients have called the same things by several names; each is still answered. */
function withoutGeneration(path: string): string {
  return path
    .replace(/^\/api(?:\/v\d)?/, "")
    .replaceAll(/\{[^}]+\}/g, "{}")
    .replace(/^\/workspace/, "/projects")
    .replace("identity-memberships", "memberships/identities")
    .replace(/\/raw(?=\/|$)/, "");
}
