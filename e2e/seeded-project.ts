import type { World } from "./fixtures.ts";
import { rest, send } from "./rest.ts";

/** What a page needs to have something to show. */
export interface SeededProject {
  projectId: string;
  identityId: string;
}

/** A project with a secret, and an identity with Kubernetes Auth that is a member of it and refused somebody. Names are unique to the call. */
export async function seedProject(world: World, name: string): Promise<SeededProject> {
  const post = (path: string, body: unknown) => send(world, path, body);
  const projectId = idOf(await post("/api/v1/projects", { projectName: name }), "project");
  const secret = { projectId, environment: "dev", secretValue: "s3cr3t", secretComment: "For the tests" };
  await post("/api/v4/secrets/API_KEY", secret);
  const identityId = idOf(
    await post("/api/v1/identities", { name, organizationId: world.organizationId, role: "no-access" }),
    "identity",
  );
  await post(`/api/v1/auth/kubernetes-auth/identities/${identityId}`, {
    kubernetesHost: "https://10.0.0.1:6443",
    caCert: "",
    allowedNamespaces: "prod",
    allowedNames: "web, api-*",
    allowedAudience: "",
  });
  await post(`/api/v1/projects/${projectId}/memberships/identities/${identityId}`, { role: "viewer" });
  // Somebody whose login is refused.
  await rest(world.url, "POST", "/api/v1/auth/kubernetes-auth/login", { body: { identityId, jwt: "junk" } });
  return { projectId, identityId };
}

function idOf(body: Record<string, unknown>, member: string): string {
  // The shape is the REST tests' business; here only the id is read.
  return (body[member] as { id: string }).id;
}
