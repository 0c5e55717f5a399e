import type { Cluster } from "./cluster.ts";
import type { World } from "./fixtures.ts";
import { rest } from "./rest.ts";

export const NAMESPACES = ["shop", "billing"] as const;

/** Calls as the admin that must succeed. */
export function adminOf({ url, admin }: World) {
  return async <Body>(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<Body> => {
    const answer = await rest(url, method, path, { body, token: admin.token });
    if (answer.status !== 200) throw new Error(`${method} ${path} answered ${JSON.stringify(answer.body)}`);
    // The shape is the REST tests' business; here it is only read.
    return answer.body as Body;
  };
}

/** A project whose production has a folder with a secret for each namespace; and an identity. */
export async function seedNamespaces(world: World, name: string): Promise<{ projectId: string; identityId: string }> {
  const ask = adminOf(world);
  const { project } = await ask<{ project: { id: string } }>("POST", "/api/v1/projects", { projectName: name });
  const scope = { projectId: project.id, workspaceId: project.id, environment: "prod" };
  for (const namespace of NAMESPACES) {
    await ask("POST", "/api/v1/folders", { ...scope, name: namespace });
    const secret = { secretPath: `/${namespace}`, secretValue: `of ${namespace}` };
    await ask("POST", "/api/v4/secrets/TOKEN", { ...scope, ...secret });
  }
  const { organizationId } = world;
  const made = await ask<{ identity: { id: string } }>("POST", "/api/v1/identities", { name, organizationId });
  return { projectId: project.id, identityId: made.identity.id };
}

/** How the token is answered that asks for the secret of that path. */
export async function readStatus(world: World, token: string, projectId: string, path: string) {
  const query = new URLSearchParams({ projectId, environment: "prod", secretPath: path });
  const answer = await rest(world.url, "GET", `/api/v4/secrets/TOKEN?${query}`, { token });
  // As above.
  const body = answer.body as { secret?: { secretValue: string } };
  return { status: answer.status, value: body.secret?.secretValue };
}

/** Lets every account of the namespaces log in as the identity. */
export async function admitNamespaces(world: World, identityId: string, cluster: Cluster): Promise<void> {
  await adminOf(world)("POST", `/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
    kubernetesHost: cluster.url,
    caCert: cluster.caCertificate,
    tokenReviewerJwt: await cluster.createReviewer(),
    allowedNamespaces: NAMESPACES.join(","),
    allowedNames: "",
    allowedAudience: "",
  });
}
